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
void writePlain(const std::filesystem::path& file, const results::FieldPiece& piece)
{
    std::ofstream out(file);
    out.precision(std::numeric_limits<double>::max_digits10);
    const verification::CellSizes sizes = verification::sampleSizes();
    for (std::size_t i = 0; i < piece.region.size(); ++i) {
        for (double x : sizes.centre[i]) out << x << ',';
        out << sizes.volume[i] << ',' << piece.regionNames[piece.region[i]] << ',' << piece.arrays[0].values[i] << ','
            << piece.arrays[1].values[i];
        for (std::size_t d = 0; d < 3; ++d) out << ',' << piece.arrays[2].values[3 * i + d];
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
    const std::vector<results::NamedField> fields = {
        verification::sampleField("rack 1 tray 4 slot 2", 0), verification::sampleField("rack 1 tray 4 slot 2", 299.5),
        verification::sampleField("rack 1 tray 4 slot 2", 600), verification::sampleField("rack 2 tray 1 slot 1", 600)};
    results::writeFields(directory, fields);
    writePlain(directory / "rack-1-tray-4-slot-2_0000.csv", fields[0].piece);
    writePlain(directory / "rack-1-tray-4-slot-2_0001.csv", fields[1].piece);
    writePlain(directory / "rack-1-tray-4-slot-2_0002.csv", fields[2].piece);
    writePlain(directory / "rack-2-tray-1-slot-1.csv", fields[3].piece);
    results::writeFacility(directory, verification::sampleOutcome());
    return 0;
}
