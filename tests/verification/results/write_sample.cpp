// write_sample DIR: writes the sample results, and what they hold as plain text for the readers to compare with.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "SampleResults.h"
#include "solver/results/Results.h"

#include <cstdio>
#include <fstream>
#include <iostream>
#include <limits>

namespace {

using namespace coldloop;

// A row a cell: centre, volume, region, temperature, pressure, velocity. Written without any code of solver/results.
void writePlain(const std::filesystem::path& file, const cht::CellField& cells)
{
    std::ofstream out(file);
    out.precision(std::numeric_limits<double>::max_digits10);
    for (std::size_t i = 0; i < cells.hexahedra.size(); ++i) {
        for (double x : cells.centre[i]) out << x << ',';
        out << cells.volume[i] << ',' << cells.regionNames[cells.region[i]] << ',' << cells.temperature[i] << ','
            << cells.pressure[i];
        for (double u : cells.velocity[i]) out << ',' << u;
        out << '\n';
    }
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::cerr << "usage: write_sample DIR\n";
        return 2;
    }
    const std::filesystem::path directory = argv[1];
    std::filesystem::remove_all(directory);
    std::filesystem::create_directories(directory);
    const std::vector<facility::PlateField> fields = {
        verification::sampleField("rack 1 tray 4 slot 2", 0), verification::sampleField("rack 1 tray 4 slot 2", 299.5),
        verification::sampleField("rack 1 tray 4 slot 2", 600), verification::sampleField("rack 2 tray 1 slot 1", 600)};
    results::writeFields(directory, fields);
    writePlain(directory / "rack-1-tray-4-slot-2_0000.csv", fields[0].cells);
    writePlain(directory / "rack-1-tray-4-slot-2_0001.csv", fields[1].cells);
    writePlain(directory / "rack-1-tray-4-slot-2_0002.csv", fields[2].cells);
    writePlain(directory / "rack-2-tray-1-slot-1.csv", fields[3].cells);
    results::writeFacility(directory, verification::sampleOutcome());
    return 0;
}
