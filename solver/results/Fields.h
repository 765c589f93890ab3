// 3-D fields for ParaView: plain arrays in, VTKHDF 1.0 files out. Every function is called by all ranks.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace coldloop::results {

struct CellArray {
    std::string name, unit; // "temperature", "K"
    int components = 1;
    std::vector<double> values; // of the cells of the mesh, before splitting
};

// One rank's part of a grid and what is known of its cells at one time.
struct FieldPiece {
    std::vector<std::array<double, 3>> points; // [m]
    std::vector<int> connectivity, start; // of written cell i: connectivity[start[i]] .. connectivity[start[i + 1] - 1]
    std::vector<unsigned char> type;      // VTK's cell types
    std::vector<int> cellOf;              // index into the arrays below, for each written cell
    std::vector<int> region;              // index into regionNames
    std::vector<int> number;              // of each cell in the mesh as it was given; empty: not written
    std::vector<std::string> regionNames; // equal on all ranks
    std::vector<CellArray> arrays;        // equal names on all ranks
    double time = 0;                      // [s]
};

struct NamedField {
    std::string name;
    FieldPiece piece;
};

// DIR/fields/<name>.hdf and <name>.hdf.series; several of one name are its times: <name>_0000.hdf ...
void writeFields(const std::filesystem::path& directory, const std::vector<NamedField>& fields);

// Writes `file`, one piece a rank that has cells. `name` says in the file whose field it is. Throws EnvironmentError on
// all ranks when it cannot be written; nothing broken is then left under the final name.
void writeField(const std::filesystem::path& file, const std::string& name, const FieldPiece& piece);

// A list of files with their times [s], which ParaView opens as one series. On the first rank.
void writeSeries(const std::filesystem::path& file, const std::vector<std::pair<std::string, double>>& files);

// "rack 1 tray 4 slot 2" -> "rack-1-tray-4-slot-2"
std::string fileStem(const std::string& name);

} // namespace coldloop::results
