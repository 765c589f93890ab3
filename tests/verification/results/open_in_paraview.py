# SPDX-License-Identifier: GPL-3.0-or-later
"""pvbatch open_in_paraview.py DIR: ParaView opens the series and facility.pvd, lists times and arrays."""
import os
import sys

from paraview.simple import GetParaViewVersion, OpenDataFile, UpdatePipeline
from paraview.servermanager import Fetch


def temperatures(source, time):
    UpdatePipeline(time, source)
    grid = Fetch(source)
    data = grid.GetCellData().GetArray("temperature")
    return data.GetValue(0), data.GetValue(data.GetNumberOfTuples() - 1)


def main(directory):
    directory = os.path.abspath(directory)
    series = OpenDataFile(os.path.join(directory, "fields", "rack-1-tray-4-slot-2.hdf.series"))
    assert series is not None, "ParaView has no reader for the series"
    series.UpdatePipelineInformation()
    times = list(series.TimestepValues)
    print("times:", times)
    assert times == [0.0, 299.5, 600.0]
    UpdatePipeline(0, series)
    arrays = sorted(series.CellData.keys())
    print("arrays:", arrays)
    assert arrays == ["pressure", "region", "temperature", "velocity"]
    assert series.CellData["region"].GetRange() == (0.0, 2.0)
    assert series.GetDataInformation().GetNumberOfCells() == 89
    for time in times: # each time shows its own file
        first, last = temperatures(series, time)
        assert abs(first - (318.15 + time / 3)) < 1e-9, (time, first)
        assert abs(last - (318.15 + 0.37 * 88 + time / 3)) < 1e-9, (time, last)

    hall = OpenDataFile(os.path.join(directory, "facility.pvd"))
    UpdatePipeline(600, hall)
    arrays = sorted(hall.CellData.keys())
    print("hall:", arrays)
    assert {"temperature_K", "flow_L_min"} <= set(arrays)
    print("ParaView", GetParaViewVersion(), "read the series")


main(sys.argv[1])
print("passed", flush=True)
