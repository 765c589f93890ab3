// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/results/PolyData.h"

#include "solver/core/Error.h"

#include <fmt/format.h>

#include <cstring>

namespace coldloop::results {

namespace {

template <class T>
std::string bytesOf(const std::vector<T>& values)
{
    std::string bytes(values.size() * sizeof(T), '\0');
    if (!values.empty()) std::memcpy(bytes.data(), values.data(), bytes.size());
    return bytes;
}

// One <DataArray>: base64 of the number of bytes (UInt64), then of the bytes.
std::string dataArray(const std::string& type, const std::string& name, int components, const std::string& bytes,
                      std::size_t tuples)
{
    const std::string size = bytesOf(std::vector<std::uint64_t>{bytes.size()});
    return fmt::format("<DataArray type=\"{}\" Name=\"{}\" NumberOfComponents=\"{}\" NumberOfTuples=\"{}\" "
                       "format=\"binary\">{}</DataArray>\n",
                       type, name, components, tuples, base64(size + bytes));
}

std::string cellsElement(const char* element, const std::vector<std::vector<std::int64_t>>& cells)
{
    std::vector<std::int64_t> connectivity, offsets;
    for (const auto& cell : cells) {
        connectivity.insert(connectivity.end(), cell.begin(), cell.end());
        offsets.push_back(static_cast<std::int64_t>(connectivity.size()));
    }
    return fmt::format("<{0}>\n{1}{2}</{0}>\n", element,
                       dataArray("Int64", "connectivity", 1, bytesOf(connectivity), connectivity.size()),
                       dataArray("Int64", "offsets", 1, bytesOf(offsets), offsets.size()));
}

std::string cellData(const PolyData& data)
{
    const std::size_t cells = data.polygons.size() + data.lines.size();
    std::string text = "<CellData>\n";
    for (const auto& [name, values] : data.integers) {
        expects(values.size() == cells, "an integer array has a value for each cell");
        text += dataArray("Int64", name, 1, bytesOf(values), cells);
    }
    for (const auto& [name, values] : data.numbers) {
        expects(values.size() == cells, "a number array has a value for each cell");
        text += dataArray("Float64", name, 1, bytesOf(values), cells);
    }
    for (const auto& [name, values] : data.texts) {
        expects(values.size() == cells, "a text array has a value for each cell");
        std::string bytes;
        for (const std::string& value : values) bytes += value + '\0';
        text += dataArray("String", name, 1, bytes, cells);
    }
    return text + "</CellData>\n";
}

} // namespace

std::string base64(const std::string& bytes)
{
    const char* const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t present = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k)
            group = group << 8 | (k < present ? static_cast<unsigned char>(bytes[i + k]) : 0u);
        for (std::size_t k = 0; k < 4; ++k) text += k <= present ? digits[group >> (18 - 6 * k) & 63u] : '=';
    }
    return text;
}

std::string vtpText(const PolyData& data)
{
    std::vector<double> coordinates;
    for (const auto& point : data.points) coordinates.insert(coordinates.end(), point.begin(), point.end());
    return fmt::format(
        "<?xml version=\"1.0\"?>\n"
        "<VTKFile type=\"PolyData\" version=\"1.0\" byte_order=\"LittleEndian\" header_type=\"UInt64\">\n"
        "<PolyData>\n<Piece NumberOfPoints=\"{}\" NumberOfVerts=\"0\" NumberOfLines=\"{}\" "
        "NumberOfStrips=\"0\" NumberOfPolys=\"{}\">\n{}<Points>\n{}</Points>\n{}{}</Piece>\n"
        "</PolyData>\n</VTKFile>\n",
        data.points.size(), data.lines.size(), data.polygons.size(), cellData(data),
        dataArray("Float64", "Points", 3, bytesOf(coordinates), data.points.size()), cellsElement("Lines", data.lines),
        cellsElement("Polys", data.polygons));
}

} // namespace coldloop::results
