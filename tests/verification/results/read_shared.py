# SPDX-License-Identifier: GPL-3.0-or-later
"""read_shared.py DIR: what 2 and 3 ranks wrote holds the same cells, in the same order, as what one wrote."""
import os
import sys

try:
    from vtkmodules.vtkIOHDF import vtkHDFReader
except ImportError as error:
    print(f"skipped: VTK for Python is missing ({error}). Install python3-vtk9.")
    sys.exit(77)


def read(directory, ranks):
    path = os.path.join(os.path.abspath(directory), f"ranks-{ranks}", "fields", "shared.hdf")
    reader = vtkHDFReader()
    assert reader.CanReadFile(path), f"{path}: VTK does not know the format"
    reader.SetFileName(path)
    reader.Update()
    grid = reader.GetOutput()
    data = grid.GetCellData()
    cells = []
    for i in range(grid.GetNumberOfCells()):
        points = grid.GetCell(i).GetPoints()
        corners = [points.GetPoint(k) for k in range(points.GetNumberOfPoints())]
        values = [data.GetArray(a).GetTuple(i) for a in range(data.GetNumberOfArrays())]
        cells.append((grid.GetCellType(i), corners, values))
    fields = grid.GetFieldData()
    names = fields.GetAbstractArray("region_names")
    return cells, [names.GetValue(i) for i in range(names.GetNumberOfValues())], fields.GetArray("time").GetValue(0)


alone = read(sys.argv[1], 1)
assert len(alone[0]) == 89 and alone[2] == 12.5, (len(alone[0]), alone[2])
for ranks in (2, 3):
    assert read(sys.argv[1], ranks) == alone, f"{ranks} ranks wrote something else than one"
print("VTK read the same from 1, 2 and 3 ranks")
