#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws docs/images/starved-rack.png from the results of a run.

    ./run run cases/gb200-nvl72-starved/case.toml -o out/b
    xvfb-run -a /usr/bin/python3 docs/images/make_pictures.py out/b docs/images

Needs python3-vtk9, xvfb and xauth (./test installs them). All drawing is in pixels of one parallel view.
"""
import csv
import json
import re
import sys

import vtk

WIDTH, HEIGHT = 1600, 1040
LOW, HIGH = 50.0, 90.0  # degC, ends of the colour bar
LIMIT = 85.0            # degC, operating limit of a GPU (a placeholder)
INK, GREY, BLUE = (0.1, 0.1, 0.12), (0.42, 0.42, 0.45), (0.0, 0.4, 0.85)
# Inferno of matplotlib (CC0) at eleven even steps.
INFERNO = [(0.001, 0.000, 0.014), (0.087, 0.045, 0.225), (0.258, 0.039, 0.406), (0.417, 0.091, 0.433),
           (0.578, 0.148, 0.404), (0.736, 0.216, 0.330), (0.865, 0.317, 0.226), (0.955, 0.451, 0.100),
           (0.988, 0.645, 0.040), (0.964, 0.844, 0.273), (0.988, 0.998, 0.645)]


def colour(celsius):
    place = min(max((celsius - LOW) / (HIGH - LOW), 0), 1) * (len(INFERNO) - 1)
    i = min(int(place), len(INFERNO) - 2)
    return tuple(a + (place - i) * (b - a) for a, b in zip(INFERNO[i], INFERNO[i + 1]))


class Page:
    """One picture; x to the right and y up, in pixels."""

    def __init__(self):
        self.renderer = vtk.vtkRenderer()
        self.renderer.SetBackground(1, 1, 1)
        camera = self.renderer.GetActiveCamera()
        camera.ParallelProjectionOn()
        camera.SetParallelScale(HEIGHT / 2)
        camera.SetFocalPoint(WIDTH / 2, HEIGHT / 2, 0)
        camera.SetPosition(WIDTH / 2, HEIGHT / 2, 1000)
        camera.SetClippingRange(1, 2000)

    def text(self, x, y, words, size=20, color=INK, bold=False, centre=False):
        actor = vtk.vtkTextActor()
        actor.SetInput(words)
        actor.SetPosition(x, y)
        style = actor.GetTextProperty()
        style.SetFontFamilyToArial()
        style.SetFontSize(size)
        style.SetColor(*color)
        style.SetBold(bold)
        if centre:
            style.SetJustificationToCentered()
        style.SetVerticalJustificationToCentered()
        self.renderer.AddActor2D(actor)

    def shape(self, points, color, filled=True, line=1.5, closed=True):
        data, cells, where = vtk.vtkPolyData(), vtk.vtkCellArray(), vtk.vtkPoints()
        for x, y in points:
            where.InsertNextPoint(x, y, 0)
        ids = list(range(len(points))) + ([0] if closed and not filled else [])
        cells.InsertNextCell(len(ids))
        for i in ids:
            cells.InsertCellPoint(i)
        data.SetPoints(where)
        (data.SetPolys if filled else data.SetLines)(cells)
        self.add(data, color, line)

    def box(self, x0, y0, x1, y1, color, filled=True, line=1.5):
        self.shape([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], color, filled, line)

    def arrow(self, x0, y0, x1, y1):
        self.shape([(x0, y0), (x1, y1)], INK, filled=False, line=2.5, closed=False)
        dx, dy = x1 - x0, y1 - y0
        length = (dx * dx + dy * dy) ** 0.5
        ux, uy = dx / length, dy / length
        self.shape([(x1 + 9 * ux, y1 + 9 * uy), (x1 - 6 * uy, y1 + 6 * ux), (x1 + 6 * uy, y1 - 6 * ux)], INK)

    def add(self, data, color=None, line=1.0, depth=0.0):
        mapper, actor = vtk.vtkPolyDataMapper(), vtk.vtkActor()
        mapper.SetInputData(data)
        actor.SetMapper(mapper)
        actor.SetPosition(0, 0, depth)
        actor.GetProperty().LightingOff()
        actor.GetProperty().SetLineWidth(line)
        if color:
            actor.GetProperty().SetColor(*color)
            mapper.ScalarVisibilityOff()
        else:
            table = vtk.vtkLookupTable()
            table.SetNumberOfTableValues(256)
            for i in range(256):
                table.SetTableValue(i, *colour(LOW + (HIGH - LOW) * i / 255), 1)
            mapper.SetLookupTable(table)
            mapper.SetScalarRange(LOW + 273.15, HIGH + 273.15)
            mapper.SetScalarModeToUseCellFieldData()
            mapper.SelectColorArray("temperature")
        self.renderer.AddActor(actor)

    def save(self, path):
        window = vtk.vtkRenderWindow()
        window.SetOffScreenRendering(True)
        window.SetMultiSamples(8)
        window.SetSize(WIDTH, HEIGHT)
        window.AddRenderer(self.renderer)
        window.Render()
        image, writer = vtk.vtkWindowToImageFilter(), vtk.vtkPNGWriter()
        image.SetInput(window)
        writer.SetFileName(path)
        writer.SetInputConnection(image.GetOutputPort())
        writer.Write()


def chip_boxes(folder):
    """Number of a chip -> its box in the hall [m]."""
    reader = vtk.vtkXMLPolyDataReader()
    reader.SetFileName(folder + "/facility/chips.vtp")
    reader.Update()
    data, boxes = reader.GetOutput(), {}
    numbers = data.GetCellData().GetArray("chip")
    for i in range(data.GetNumberOfCells()):
        x0, x1, _, _, z0, z1 = data.GetCell(i).GetBounds()
        a = boxes.setdefault(int(numbers.GetValue(i)), [9, -9, 9, -9])
        boxes[int(numbers.GetValue(i))] = [min(a[0], x0), max(a[1], x1), min(a[2], z0), max(a[3], z1)]
    return boxes


def draw_rack(page, folder, rows, restricted, left, bottom, scale_x, scale_z):
    boxes = chip_boxes(folder)
    width, trays = 0.6 * scale_x, {}
    top = bottom + 2.24 * scale_z
    for number, (x0, x1, z0, z1) in boxes.items():
        row = rows[number]
        trays.setdefault(int(row["tray"]), (row["kind"], bottom + (z0 + z1) / 2 * scale_z))
        at = (left + x0 * scale_x, bottom + z0 * scale_z, left + x1 * scale_x, bottom + z1 * scale_z)
        celsius = float(row["junction_temperature_degC"])
        page.box(*at, colour(celsius))
        dark = celsius < LOW + 0.62 * (HIGH - LOW)
        page.text((at[0] + at[2]) / 2, (at[1] + at[3]) / 2, "%.1f" % celsius, 15, (1, 1, 1) if dark else (0, 0, 0),
                  centre=True)
        if float(row["throttled_s"]) > 0 or celsius > LIMIT:
            page.box(at[0] - 2, at[1] - 2, at[2] + 2, at[3] + 2, BLUE, filled=False, line=3)
        if int(row["tray"]) == len(set(r["tray"] for r in rows.values())):
            said = {"gpu": "GPU", "cpu": "Grace", "switch": "switch"}[row["kind"]]
            page.text((at[0] + at[2]) / 2, top + 16, said, 15, GREY, centre=True)
    switches = [z for kind, z in trays.values() if kind == "switch"]
    for tray, (_, z) in trays.items():
        page.text(left - 20, z, str(tray), 15, GREY, centre=True)
        if tray in restricted:
            page.text(left + width + 14, z, "clogged\nquick disconnect", 15, BLUE, bold=True)
    if switches:
        page.text(left + width + 14, sum(switches) / len(switches), "NVLink switch trays", 15, GREY)
    page.box(left - 4, bottom - 6, left + width + 4, top + 2, GREY, filled=False)
    page.text(left - 20, top + 16, "tray", 15, GREY, centre=True)


def plane(grid, origin, normal):
    cutter, where = vtk.vtkCutter(), vtk.vtkPlane()
    where.SetOrigin(*origin)
    where.SetNormal(*normal)
    cutter.SetCutFunction(where)
    cutter.SetInputData(grid)
    cutter.Update()
    return cutter.GetOutput()


def mapped(data, place):
    """The cut in pixels: place(x, y, z) -> (x, y)."""
    result, points = vtk.vtkPolyData(), vtk.vtkPoints()
    result.DeepCopy(data)
    for i in range(data.GetNumberOfPoints()):
        points.InsertNextPoint(*place(*data.GetPoint(i)), 0)
    result.SetPoints(points)
    return result


def read_plate(folder):
    reader = vtk.vtkHDFReader()
    with open(folder + "/fields/worst-plate.hdf.series") as series:
        reader.SetFileName(folder + "/fields/" + json.load(series)["files"][0]["name"])
    reader.Update()
    return reader.GetOutput()


def region_bounds(grid):
    """Name of a region -> (x0, x1, y0, y1, z0, z1) [m]."""
    names = grid.GetFieldData().GetAbstractArray("region_names")
    regions, result = grid.GetCellData().GetArray("region"), {}
    for i in range(grid.GetNumberOfCells()):
        b, name = grid.GetCell(i).GetBounds(), names.GetValue(int(regions.GetValue(i)))
        a = result.get(name, b)
        result[name] = tuple(max(p, q) if k % 2 else min(p, q) for k, (p, q) in enumerate(zip(a, b)))
    return result


def hottest_station(grid):
    """x [m] of the hottest cell."""
    temperature = grid.GetCellData().GetArray("temperature")
    hottest = max(range(grid.GetNumberOfCells()), key=temperature.GetValue)
    bounds = grid.GetCell(hottest).GetBounds()
    return (bounds[0] + bounds[1]) / 2


def restricted(folder):
    """Numbers of the trays that the effective case names under [[racks.restriction]]."""
    with open(folder + "/case.toml") as text:
        lists = re.findall(r"^trays = \[(.*)\]", text.read(), re.MULTILINE)
    return {int(tray) for found in lists for tray in found.split(",")}


def solved_plate(summary, rows):
    """The row of the chip whose plate the 3-D field belongs to."""
    for record in summary["convergence"]:
        place = re.match(r"3-D energy, plate of rack 1 tray (\d+) slot (\d+)", record["solve"])
        if place:
            return next(r for r in rows.values() if (r["tray"], r["slot"]) == place.groups())
    raise SystemExit("summary.json names no plate that was solved in 3-D")


def outline(page, bounds, place, mirror=False):
    a, b = place(bounds[0], bounds[2], bounds[4]), place(bounds[1], bounds[3], bounds[5])
    page.box(a[0], a[1], b[0], b[1], (1, 1, 1), filled=False, line=1.2)


def draw_along(page, grid, regions, left, bottom):
    """Mid channel: x along the flow, z up and stretched."""
    across, up = 16.0e3, 75.0e3  # pixels per metre

    def place(x, _, z):
        return left + x * across, bottom + z * up

    page.add(mapped(plane(grid, (0, 1e-9, 0), (0, 1, 0)), place), depth=-1)
    for name in ("silicon", "base", "coolant"):
        outline(page, regions[name], place)
    words = {"coolant": "coolant (mid channel)", "base": "copper base", "silicon": "silicon die"}
    for name, said in words.items():
        b = regions[name]
        x, y = place(b[0] + 0.05 * (b[1] - b[0]), 0, (b[4] + b[5]) / 2)
        page.text(x, y, said, 17, (1, 1, 1), bold=True)
    end = place(regions["base"][1], 0, 0)[0]
    middle = place(0, 0, (regions["coolant"][4] + regions["coolant"][5]) / 2)[1]
    page.arrow(left - 56, middle, left - 14, middle)
    page.arrow(end + 8, middle, end + 46, middle)
    page.text(left - 60, middle + 20, "flow", 15, INK)
    for x in (0, 10, 20, 30, 40):
        page.text(left + x * 1e-3 * across, bottom - 16, "%d mm" % x, 14, GREY, centre=True)
    return place(0, 0, regions["coolant"][5])[1]


def draw_across(page, grid, regions, station, left, bottom):
    """Across the flow at one station, the half channel and half fin mirrored into three pitches."""
    across, up = 0.875e6, 70.0e3
    pitch = 2 * regions["fin"][3]
    cut = plane(grid, (station, 0, 0), (1, 0, 0))
    for n in range(-1, 2):
        for sign in (-1, 1):
            def place(_, y, z, n=n, sign=sign):
                return left + (1.5 * pitch + n * pitch + sign * y) * across, bottom + z * up
            page.add(mapped(cut, place), depth=-1)

    def place(_, y, z):
        return left + y * across, bottom + z * up
    for name in ("silicon", "base"):
        b = regions[name]
        outline(page, (0, 0, 0, 3 * pitch, b[4], b[5]), place)
    coolant = regions["coolant"]
    for n in range(3):
        middle = (n + 0.5) * pitch
        outline(page, (0, 0, middle - coolant[3], middle + coolant[3], coolant[4], coolant[5]), place)
    top = coolant[5]
    high = bottom + top * up + 16
    for n in range(3):
        page.text(left + (n + 0.5) * pitch * across, high, "channel", 14, GREY, centre=True)
    for n in (1, 2):
        page.text(left + n * pitch * across, high, "fin", 14, GREY, centre=True)
    right = left + 3 * pitch * across + 12
    sizes = "channel %.2g mm,\nfin %.2g mm" % (2e3 * coolant[3], 1e3 * (pitch - 2 * coolant[3]))
    for name, said in (("coolant", sizes), ("base", "copper base"), ("silicon", "silicon die")):
        b = regions[name]
        page.text(right, bottom + (b[4] + b[5]) / 2 * up, said, 16, INK)
    page.arrow(left + 1.5 * pitch * across, bottom - 44, left + 1.5 * pitch * across, bottom - 16)
    page.text(left + 1.5 * pitch * across + 20, bottom - 34, "heat of the GPU", 15, INK)


def draw_bar(page, left, bottom, width, height):
    steps = 200
    for i in range(steps):
        celsius = LOW + (HIGH - LOW) * (i + 0.5) / steps
        page.box(left + width * i / steps, bottom, left + width * (i + 1) / steps + 0.5, bottom + height,
                 colour(celsius))
    for celsius in range(int(LOW), int(HIGH) + 1, 5):
        x = left + width * (celsius - LOW) / (HIGH - LOW)
        page.shape([(x, bottom - 5), (x, bottom)], INK, filled=False, closed=False)
        page.text(x, bottom - 17, str(celsius), 16, INK, centre=True)
    x = left + width * (LIMIT - LOW) / (HIGH - LOW)
    page.shape([(x, bottom - 4), (x, bottom + height + 8)], BLUE, filled=False, line=4, closed=False)
    page.text(x, bottom + height + 20, "GPU limit %.0f °C (a placeholder)" % LIMIT, 16, BLUE, bold=True, centre=True)
    page.text(left, bottom + height + 20, "temperature, °C", 17, INK, bold=True)


def main(folder, target):
    with open(folder + "/hotspots.csv", newline="") as table:
        rows = {int(row["chip"]): row for row in csv.DictReader(table)}
    with open(folder + "/summary.json") as text:
        summary = json.load(text)
    found = {name: q["value"] for name, q in summary["quantities"].items()}
    page = Page()
    page.text(50, 1008, "One rack: highest chip temperatures of the run, °C", 24, bold=True)
    page.text(50, 976, "%d of %d GPUs throttle (blue frames). Front view; a row is a tray, a box a chip."
              % (found["throttled_chips"], found["chips"]), 17, GREY)
    draw_rack(page, folder, rows, restricted(folder), 90, 30, 780, 400)

    grid = read_plate(folder)
    regions = region_bounds(grid)
    left = 870
    worst = solved_plate(summary, rows)
    page.text(left, 1008, "Its worst cold plate in 3-D: GPU %s of tray %s" % (worst["slot"], worst["tray"]), 24,
              bold=True)
    page.text(left, 976, "%.2f L/min, inlet %.1f °C, %.0f W: junction %.1f °C in 3-D with nominal resistance,"
              % (6e4 * found["worst_plate_flow"], float(worst["inlet_temperature_degC"]), float(worst["power_W"]),
                 found["worst_plate_junction_3d"] - 273.15), 17, GREY)
    page.text(left, 952, "%.1f °C in the rack with this plate's own" % float(worst["junction_temperature_degC"]), 17, GREY)
    page.text(left, 908, "Along the flow through the middle of a channel; heights stretched 4.7 times", 17, INK)
    draw_along(page, grid, regions, left, 586)
    hot = hottest_station(grid)
    page.text(left, 528, "Across the flow at x = %.0f mm, where the die is hottest; widths stretched 12.5 times"
              % (1e3 * hot), 17, INK)
    draw_across(page, grid, regions, hot, left, 202)
    draw_bar(page, left, 50, 640, 26)
    page.save(target + "/starved-rack.png")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
