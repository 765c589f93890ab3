// The 3-D fields as VTKHDF 1.0 UnstructuredGrid: https://docs.vtk.org/en/latest/design_documents/VTKFileFormats.html
//
// One file for each written time, all regions in one grid. The ending is .hdf, which ParaView 5.11 knows (.vtkhdf it
// does not), and the times stand in <name>.hdf.series.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/core/Error.h"
#include "solver/results/AtomicFile.h"
#include "solver/results/Hdf5.h"
#include "solver/results/Results.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cctype>
#include <cstdint>

namespace coldloop::results {

namespace {

constexpr std::uint8_t vtkHexahedron = 12;

// "rack 1 tray 4 slot 2" -> "rack-1-tray-4-slot-2"
std::string fileStem(const std::string& name)
{
    std::string stem;
    for (char c : name)
        stem += std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.' ? c : '-';
    return stem.empty() ? "field" : stem;
}

template <std::size_t N, class T>
std::vector<T> flat(const std::vector<std::array<T, N>>& tuples)
{
    std::vector<T> values;
    values.reserve(N * tuples.size());
    for (const auto& tuple : tuples) values.insert(values.end(), tuple.begin(), tuple.end());
    return values;
}

void checkSizes(const cht::CellField& cells)
{
    const std::size_t count = cells.hexahedra.size();
    expects(cells.region.size() == count && cells.temperature.size() == count && cells.pressure.size() == count &&
                cells.velocity.size() == count,
            "every cell array has a value for each cell");
    for (int region : cells.region)
        expects(region >= 0 && region < static_cast<int>(cells.regionNames.size()), "every region has a name");
    for (const auto& cell : cells.hexahedra)
        for (int point : cell)
            expects(point >= 0 && point < static_cast<int>(cells.points.size()),
                    "a cell's corners are points of the mesh");
}

void writeGrid(Hdf5Writer& out, const cht::CellField& cells)
{
    const std::size_t points = cells.points.size(), count = cells.hexahedra.size();
    const auto one = [](std::size_t value) { return std::vector<std::int64_t>{static_cast<std::int64_t>(value)}; };
    std::vector<std::int64_t> connectivity, offsets(count + 1);
    for (const auto& cell : cells.hexahedra) connectivity.insert(connectivity.end(), cell.begin(), cell.end());
    for (std::size_t i = 0; i <= count; ++i) offsets[i] = static_cast<std::int64_t>(8 * i);

    out.write("/VTKHDF/NumberOfPoints", one(points), {1});
    out.write("/VTKHDF/NumberOfCells", one(count), {1});
    out.write("/VTKHDF/NumberOfConnectivityIds", one(connectivity.size()), {1});
    out.write("/VTKHDF/Points", flat(cells.points), {points, 3}, "m");
    out.write("/VTKHDF/Connectivity", connectivity, {connectivity.size()});
    out.write("/VTKHDF/Offsets", offsets, {offsets.size()});
    out.write("/VTKHDF/Types", std::vector<std::uint8_t>(count, vtkHexahedron), {count});
}

void writeField(const std::filesystem::path& file, const facility::PlateField& field)
{
    const cht::CellField& cells = field.cells;
    checkSizes(cells);
    const hsize_t count = cells.hexahedra.size();
    Hdf5Writer out(file);
    out.group("/VTKHDF");
    out.attribute("/VTKHDF", "Version", std::vector<int>{1, 0});
    out.attribute("/VTKHDF", "Type", "UnstructuredGrid");
    out.attribute("/", "format", "coldloop field");
    out.attribute("/", "format_version", std::vector<int>{formatVersion});
    out.attribute("/", "name", field.name);
    writeGrid(out, cells);
    out.write("/VTKHDF/CellData/region", cells.region, {count}, "1");
    out.write("/VTKHDF/CellData/temperature", cells.temperature, {count}, "K");
    out.write("/VTKHDF/CellData/pressure", cells.pressure, {count}, "Pa");
    out.write("/VTKHDF/CellData/velocity", flat(cells.velocity), {count, 3}, "m/s");
    out.writeStrings("/VTKHDF/FieldData/region_names", cells.regionNames);
    out.write("/VTKHDF/FieldData/time", std::vector<double>{field.time}, {1}, "s");
    out.save();
}

} // namespace

void writeFields(const std::filesystem::path& directory, const std::vector<facility::PlateField>& fields)
{
    if (fields.empty()) return;
    const std::filesystem::path folder = directory / "fields";
    makeFolders(folder);
    std::map<std::string, std::vector<const facility::PlateField*>> series;
    for (const facility::PlateField& field : fields) series[fileStem(field.name)].push_back(&field);
    for (const auto& [stem, steps] : series) {
        nlohmann::ordered_json list = {{"file-series-version", "1.0"}, {"files", nlohmann::ordered_json::array()}};
        for (std::size_t i = 0; i < steps.size(); ++i) {
            const std::string name = steps.size() == 1 ? stem + ".hdf" : fmt::format("{}_{:04}.hdf", stem, i);
            writeField(folder / name, *steps[i]);
            list["files"].push_back({{"name", name}, {"time", steps[i]->time}});
        }
        writeText(folder / (stem + ".hdf.series"), list.dump(1) + "\n");
    }
}

} // namespace coldloop::results
