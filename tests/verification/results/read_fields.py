# SPDX-License-Identifier: GPL-3.0-or-later
"""read_fields.py DIR: VTK reads every .hdf of the sample results with all arrays, and finds what was written.

A process of its own: VTK links the serial HDF5, the solver the parallel one. Exit 77: VTK for Python is missing.
"""
import csv
import glob
import json
import os
import sys

try:
    from vtkmodules.vtkCommonCore import vtkVersion
    from vtkmodules.vtkFiltersVerdict import vtkCellSizeFilter
    from vtkmodules.vtkIOHDF import vtkHDFReader
except ImportError as error:
    print(f"skipped: VTK for Python is missing ({error}). Install python3-vtk9.")
    sys.exit(77)


def close(found, expected, tolerance, what):
    assert abs(found - expected) <= tolerance, f"{what}: found {found!r}, expected {expected!r}"


def read(path):
    assert vtkHDFReader().CanReadFile(path), f"{path}: VTK does not know the format"
    reader = vtkHDFReader()
    reader.SetFileName(path)
    reader.Update()
    return reader.GetOutput()


def check_cell(grid, sizes, i, row):
    x, y, z, volume, region, temperature, pressure, u, v, w = row
    data = grid.GetCellData()
    cell = grid.GetCell(i)
    assert cell.GetCellType() == 12, f"cell {i} is no hexahedron"
    corners = [cell.GetPoints().GetPoint(k) for k in range(8)]
    for axis, expected in enumerate((x, y, z)):
        close(sum(p[axis] for p in corners) / 8, float(expected), 1e-12, f"centre of cell {i}")
    # a wrong order of the corners shows here
    close(sizes.GetValue(i), float(volume), 1e-9 * float(volume), f"volume of cell {i}")
    names = grid.GetFieldData().GetAbstractArray("region_names")
    found = names.GetValue(int(data.GetArray("region").GetValue(i)))
    assert found == region, f"region of cell {i}: {found!r}, expected {region!r}"
    assert data.GetArray("temperature").GetValue(i) == float(temperature)
    assert data.GetArray("pressure").GetValue(i) == float(pressure)
    assert data.GetArray("velocity").GetTuple3(i) == (float(u), float(v), float(w))


def check_file(path, expected):
    grid = read(path)
    data = grid.GetCellData()
    arrays = {data.GetArrayName(i): data.GetArray(i) for i in range(data.GetNumberOfArrays())}
    assert sorted(arrays) == ["pressure", "region", "temperature", "velocity"], sorted(arrays)
    assert arrays["region"].IsA("vtkDataArray") and arrays["region"].GetDataTypeAsString() == "int"
    assert arrays["velocity"].GetNumberOfComponents() == 3
    names = grid.GetFieldData().GetAbstractArray("region_names")
    assert names is not None, "no region names"
    assert [names.GetValue(i) for i in range(names.GetNumberOfValues())] == ["coolant", "silicon die", "copper"]
    with open(expected, encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert grid.GetNumberOfCells() == len(rows) > 50
    size_filter = vtkCellSizeFilter()
    size_filter.SetInputData(grid)
    size_filter.Update()
    sizes = size_filter.GetOutput().GetCellData().GetArray("Volume")
    for i, row in enumerate(rows):
        check_cell(grid, sizes, i, row)


def main(directory):
    fields = os.path.join(os.path.abspath(directory), "fields")
    files = sorted(glob.glob(os.path.join(fields, "*.hdf")))
    assert len(files) == 4, files
    for path in files:
        name = os.path.splitext(os.path.basename(path))[0]
        check_file(path, os.path.join(directory, name + ".csv"))
    with open(os.path.join(fields, "rack-1-tray-4-slot-2.hdf.series"), encoding="utf-8") as file:
        series = json.load(file)
    assert series["file-series-version"] == "1.0"
    assert [entry["time"] for entry in series["files"]] == [0, 299.5, 600]
    for entry in series["files"]:
        assert os.path.join(fields, entry["name"]) in files
    print(f"VTK {vtkVersion.GetVTKVersion()} read {len(files)} files with all arrays")


main(sys.argv[1])
