// A VTK XML PolyData file (.vtp) of polygons or lines with one value per cell of each array.
//
// Numbers are base64, since VTK cannot read "not a number" as text.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace coldloop::results {

struct PolyData {
    std::vector<std::array<double, 3>> points;              // [m]
    std::vector<std::vector<std::int64_t>> polygons, lines; // point numbers; cells are the lines, then the polygons
    std::map<std::string, std::vector<double>> numbers;     // by array name, a value a cell
    std::map<std::string, std::vector<std::int64_t>> integers;
    std::map<std::string, std::vector<std::string>> texts;
};

std::string vtpText(const PolyData& data); // the whole file

std::string base64(const std::string& bytes);

} // namespace coldloop::results
