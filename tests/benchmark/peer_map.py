#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Goes on with a finished run of peer.py under another power map, the flow frozen.

    peer_map.py CASE FLOORPLAN --log LOG

CASE is a folder of ../shared/peer/microchannel_cht.py after `peer.py CASE --written`: the solver restarts from the fields
written last, with frozenFlow (it then solves for the temperature alone), the power of FLOORPLAN on the solid's patch
`heated`, and is timed like there. FLOORPLAN is CSV with the columns x [m], y [m], width [m], height [m], power [W];
tiles may overlap. Each face takes of each tile the share of the tile's area that it covers, so that the total is kept.

Prints one JSON object.
"""
import argparse
import array
import csv
import json
import pathlib
import re
import shutil
import struct
import sys

from peer import History, PeerError, set_entry, solve, written_time


def binary_lists(file, typecodes):
    """The lists of a binary OpenFOAM file, one after the other."""
    data, at, lists = file.read_bytes(), 0, []
    if not re.search(rb"format\s+binary", data[:2000]):
        raise PeerError(f"{file} is not binary")
    for code, count in typecodes:
        head = re.compile(rb"\n(\d+)\n?\(").search(data, at)
        values = array.array(code)
        values.frombytes(data[head.end() : head.end() + int(head.group(1)) * count * values.itemsize])
        at = head.end() + len(values) * values.itemsize
        lists.append(values)
    return lists


def patch_rectangles(mesh, patch):
    """x0, x1, y0, y1 of each face of a patch whose faces are rectangles along x and y."""
    text = (mesh / "boundary").read_text(errors="replace")
    entry = re.search(rf"\b{patch}\s*\{{(.*?)\}}", text, re.S).group(1)
    count, start = (int(re.search(rf"{key}\s+(\d+)", entry).group(1)) for key in ("nFaces", "startFace"))
    (points,) = binary_lists(mesh / "points", [("d", 3)])
    offsets, labels = binary_lists(mesh / "faces", [("i", 1), ("i", 1)])
    rectangles = []
    for face in range(start, start + count):
        corners = labels[offsets[face] : offsets[face + 1]]
        x, y = ([points[3 * corner + axis] for corner in corners] for axis in (0, 1))
        rectangles.append((min(x), max(x), min(y), max(y)))
    return rectangles


def face_fluxes(rectangles, floorplan):
    """Heat flux into each face [W/m2]."""
    fluxes = [0.0] * len(rectangles)
    with open(floorplan) as file:
        columns = {f"{key} [m]": key for key in ("x", "y", "width", "height")} | {"power [W]": "power"}
        tiles = [{key: float(row[column]) for column, key in columns.items()} for row in csv.DictReader(file)]
    for tile in tiles:
        density = tile["power"] / (tile["width"] * tile["height"])
        for i, (x0, x1, y0, y1) in enumerate(rectangles):
            across = max(0, min(x1, tile["x"] + tile["width"]) - max(x0, tile["x"]))
            along = max(0, min(y1, tile["y"] + tile["height"]) - max(y0, tile["y"]))
            fluxes[i] += density * across * along / ((x1 - x0) * (y1 - y0))
    total = sum(q * (x1 - x0) * (y1 - y0) for q, (x0, x1, y0, y1) in zip(fluxes, rectangles))
    wanted = sum(tile["power"] for tile in tiles)
    if abs(total - wanted) > 1e-9 * wanted:
        raise PeerError(f"{floorplan}: {wanted} W, but the patch takes {total} W: a tile leaves it")
    return fluxes


def set_gradient(file, patch, values):
    """Writes the gradients of a fixedGradient patch into a binary field file."""
    field = struct.pack(f"{len(values)}d", *values)
    entry = b"gradient nonuniform List<scalar> \n%d\n(%s)\n" % (len(values), field)
    data = file.read_bytes()
    begin = re.search(rb"\n\s*%s\s*\{\s*type\s+fixedGradient;" % patch.encode(), data)
    if not begin:
        raise PeerError(f"no fixedGradient patch {patch} in {file}")
    old = re.compile(rb"gradient\s+(?:uniform [^;]*|nonuniform List<scalar>\s+(\d+)\s*\()").search(data, begin.end())
    end = old.end() + 8 * int(old.group(1)) + 1 if old.group(1) else old.end()
    file.write_bytes(data[: old.start()] + entry + data[end:].lstrip(b"\n"))


def measure_map(case, floorplan, log):
    """See the head of this file."""
    start = written_time(case)
    if not start:
        raise PeerError(f"no written fields in {case}: run peer.py with --written first")
    conductivity = float(
        re.search(r"kappa\s+([\d.eE+-]+)", (case / "constant/solid/thermophysicalProperties").read_text()).group(1)
    )
    fluxes = face_fluxes(patch_rectangles(case / "constant/solid/polyMesh", "heated"), floorplan)
    set_gradient(start / "solid/T", "heated", [q / conductivity for q in fluxes])
    set_entry(case / "system/controlDict", "startFrom", "latestTime")
    solution = case / "system/fluid/fvSolution"
    if "frozenFlow" not in solution.read_text():
        solution.write_text(re.sub(r"SIMPLE\s*\{", "SIMPLE{ frozenFlow yes;", solution.read_text()))
    words, history = solve(case, 1, log, lambda history: history.at_end() or history.given_up())
    for later in case.iterdir():
        if re.fullmatch(r"\d+", later.name) and int(later.name) > int(start.name):
            shutil.rmtree(later)
    settled = history.settled()
    return {
        "command": " ".join(words),
        "case": str(case),
        "log": str(log),
        "floorplan": str(floorplan),
        "settled": history.at_end(),
        "iterations": settled,
        "iterations_run": len(history.t_max),
        "seconds": history.seconds[settled - 1],
        "max_temperature": history.t_max[-1],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("case", type=pathlib.Path)
    parser.add_argument("floorplan", type=pathlib.Path)
    parser.add_argument("--log", type=pathlib.Path, required=True)
    words = parser.parse_args()
    try:
        print(json.dumps(measure_map(words.case.resolve(), words.floorplan.resolve(), words.log.resolve()), indent=1))
    except (PeerError, OSError) as error:
        sys.exit(f"peer: {error}")


if __name__ == "__main__":
    main()
