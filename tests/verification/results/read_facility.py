# SPDX-License-Identifier: GPL-3.0-or-later
"""read_facility.py DIR: VTK reads the .vtp files of the sample results and finds the boxes and pipes.

Exit 77: VTK for Python is missing.
"""
import math
import os
import sys
import xml.etree.ElementTree

try:
    from vtkmodules.vtkFiltersCore import vtkMassProperties, vtkTriangleFilter
    from vtkmodules.vtkIOXML import vtkXMLPolyDataReader
except ImportError as error:
    print(f"skipped: VTK for Python is missing ({error}). Install python3-vtk9.")
    sys.exit(77)


def close(found, expected, what):
    assert abs(found - expected) <= 1e-9 * max(1, abs(expected)), f"{what}: found {found!r}, expected {expected!r}"


def read(path):
    reader = vtkXMLPolyDataReader()
    assert reader.CanReadFile(path), path
    reader.SetFileName(path)
    reader.Update()
    assert reader.GetErrorCode() == 0
    return reader.GetOutput()


def values(data, name):
    array = data.GetCellData().GetAbstractArray(name)
    assert array is not None, f"no array {name}"
    return [array.GetValue(i) for i in range(array.GetNumberOfValues())]


def check_boxes(data, boxes, volume):
    assert data.GetNumberOfPolys() == 6 * boxes and data.GetNumberOfPoints() == 8 * boxes
    for name in ("chip", "kind", "temperature_K", "margin_K", "flow_L_min", "name"):
        assert len(values(data, name)) == 6 * boxes, name
    triangles = vtkTriangleFilter()
    triangles.SetInputData(data)
    mass = vtkMassProperties()
    mass.SetInputConnection(triangles.GetOutputPort())
    mass.Update()
    # boxes that are closed and whose sides look outwards enclose their volume
    close(mass.GetVolume(), volume, "volume of the boxes")
    close(mass.GetVolumeProjected(), volume, "volume of the boxes by their normals")
    for i in range(data.GetNumberOfCells()):
        check_outward(data, i)


def check_outward(data, i):
    """The normal of side i points away from the centre of its box."""
    box = i // 6
    centre = [sum(data.GetPoint(8 * box + k)[d] for k in range(8)) / 8 for d in range(3)]
    points = [data.GetCell(i).GetPoints().GetPoint(k) for k in range(4)]
    first = [points[1][d] - points[0][d] for d in range(3)]
    second = [points[2][d] - points[1][d] for d in range(3)]
    normal = [first[(d + 1) % 3] * second[(d + 2) % 3] - first[(d + 2) % 3] * second[(d + 1) % 3] for d in range(3)]
    outward = sum(normal[d] * (points[0][d] - centre[d]) for d in range(3))
    assert outward > 0, f"side {i} looks inwards"


def main(directory):
    folder = os.path.join(os.path.abspath(directory), "facility")
    check_boxes(read(os.path.join(folder, "racks.vtp")), 2, 2 * 0.6 * 1.07 * 2.2)
    check_boxes(read(os.path.join(folder, "trays.vtp")), 2, 2 * 0.5 * 0.8 * 0.04)
    chips = read(os.path.join(folder, "chips.vtp"))
    check_boxes(chips, 4, 4 * 0.08 * 0.06 * 0.004)
    assert values(chips, "chip") == [n for n in range(4) for _ in range(6)]
    assert values(chips, "kind") == [kind for kind in (0, 0, 1, 2) for _ in range(6)]
    assert values(chips, "name") == ["chip"] * 24
    for i in range(24):
        chip = i // 6
        close(values(chips, "temperature_K")[i], 324.1 + chip, "temperature")
        close(values(chips, "flow_L_min")[i], 0.6 * (2 + chip), "flow")
        margin = values(chips, "margin_K")[i]
        assert math.isnan(margin) if chip == 3 else abs(margin - (25.9 - chip)) < 1e-9, margin
    assert set(values(read(os.path.join(folder, "racks.vtp")), "chip")) == {-1}

    pipes = read(os.path.join(folder, "pipes.vtp"))
    assert pipes.GetNumberOfLines() == 3
    assert values(pipes, "name") == ["manifold 1", "manifold 2", '<supply & "return">']
    close(values(pipes, "temperature_K")[0], 318.15, "temperature of a pipe")
    close(values(pipes, "flow_L_min")[2], 168, "flow of a pipe")
    ends = pipes.GetCell(1).GetPoints()
    assert ends.GetPoint(0) == (0.6, 1.07, 0) and ends.GetPoint(1) == (0.6, 1.07, 2.2)

    sets = xml.etree.ElementTree.parse(os.path.join(directory, "facility.pvd")).findall(".//DataSet")
    assert [entry.get("name") for entry in sets] == ["racks", "trays", "chips", "pipes"]
    for entry in sets:
        assert float(entry.get("timestep")) == 600
        assert os.path.exists(os.path.join(directory, entry.get("file")))


main(sys.argv[1])
