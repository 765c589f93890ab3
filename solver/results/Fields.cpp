// The 3-D fields as VTKHDF 1.0 UnstructuredGrid: https://docs.vtk.org/en/latest/design_documents/VTKFileFormats.html
//
// One file for each written time, all regions in one grid. The ending is .hdf, which ParaView 5.11 knows (.vtkhdf it
// does not), and the times stand in <name>.hdf.series. The arrays of all pieces stand one after another.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/results/Fields.h"

#include "solver/core/Error.h"
#include "solver/core/Ranks.h"
#include "solver/results/AtomicFile.h"
#include "solver/results/Hdf5.h"
#include "solver/results/Results.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cctype>
#include <map>

namespace coldloop::results {

namespace {

void checkSizes(const FieldPiece& piece)
{
    const std::size_t cells = piece.region.size();
    expects(piece.start.size() == piece.type.size() + 1 && piece.cellOf.size() == piece.type.size(),
            "every written cell has a start, a type and the cell it is of");
    expects(piece.start.back() == static_cast<int>(piece.connectivity.size()), "the last cell ends the connectivity");
    for (const CellArray& array : piece.arrays)
        expects(array.values.size() == cells * static_cast<std::size_t>(array.components),
                "every cell array has a value for each cell");
    expects(piece.number.empty() || piece.number.size() == cells, "every cell has a number, or none");
    for (int cell : piece.cellOf)
        expects(cell >= 0 && cell < static_cast<int>(cells), "a written cell is part of a cell of the mesh");
    for (int region : piece.region)
        expects(region >= 0 && region < static_cast<int>(piece.regionNames.size()), "every region has a name");
    for (int point : piece.connectivity)
        expects(point >= 0 && point < static_cast<int>(piece.points.size()), "a cell's corners are points of the mesh");
}

template <class T>
std::vector<T> ofWritten(const std::vector<T>& values, const std::vector<int>& cellOf, std::size_t components = 1)
{
    std::vector<T> result;
    result.reserve(cellOf.size() * components);
    for (int cell : cellOf) {
        const auto first = values.begin() + static_cast<std::ptrdiff_t>(cell * components);
        result.insert(result.end(), first, first + static_cast<std::ptrdiff_t>(components));
    }
    return result;
}

std::vector<double> flat(const std::vector<std::array<double, 3>>& points)
{
    std::vector<double> values;
    values.reserve(3 * points.size());
    for (const auto& point : points) values.insert(values.end(), point.begin(), point.end());
    return values;
}

// A rank without cells writes no piece: readers do not expect empty ones.
void writeGrid(SharedHdf5& out, const FieldPiece& piece)
{
    const bool empty = piece.type.empty();
    const auto size = [&](std::size_t value) {
        return std::vector<std::int64_t>(empty ? 0 : 1, static_cast<std::int64_t>(value));
    };
    const std::vector<std::int64_t> connectivity(piece.connectivity.begin(), piece.connectivity.end());
    const std::vector<std::int64_t> offsets(piece.start.begin(), empty ? piece.start.begin() : piece.start.end());
    out.writeRows("/VTKHDF/NumberOfPoints", size(piece.points.size()));
    out.writeRows("/VTKHDF/NumberOfCells", size(piece.type.size()));
    out.writeRows("/VTKHDF/NumberOfConnectivityIds", size(connectivity.size()));
    out.writeRows("/VTKHDF/Points", flat(empty ? std::vector<std::array<double, 3>>{} : piece.points), 3, "m");
    out.writeRows("/VTKHDF/Connectivity", connectivity);
    out.writeRows("/VTKHDF/Offsets", offsets);
    out.writeRows("/VTKHDF/Types", std::vector<std::uint8_t>(piece.type.begin(), piece.type.end()));
}

double bytesOf(const FieldPiece& piece)
{
    double perCell = 9 + sizeof(int);
    for (const CellArray& array : piece.arrays) perCell += 8.0 * array.components;
    return 24.0 * static_cast<double>(piece.points.size()) + 8.0 * static_cast<double>(piece.connectivity.size()) +
           perCell * static_cast<double>(piece.type.size()) + 65536;
}

} // namespace

std::string fileStem(const std::string& name)
{
    std::string stem;
    for (char c : name)
        stem += std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.' ? c : '-';
    return stem.empty() ? "field" : stem;
}

void writeField(const std::filesystem::path& file, const std::string& name, const FieldPiece& piece)
{
    ranks::together([&] { checkSizes(piece); });
    SharedHdf5 out(file, bytesOf(piece));
    writeGrid(out, piece);
    out.attribute("/VTKHDF", "Version", std::vector<int>{1, 0});
    out.attribute("/VTKHDF", "Type", std::string("UnstructuredGrid"));
    out.attribute("/", "format", std::string("coldloop field"));
    out.attribute("/", "format_version", std::vector<int>{formatVersion});
    out.attribute("/", "name", name);
    out.writeRows("/VTKHDF/CellData/region", ofWritten(piece.region, piece.cellOf), 1, "1");
    const bool numbered = ranks::any(!piece.number.empty());
    if (numbered) out.writeRows("/VTKHDF/CellData/cell", ofWritten(piece.number, piece.cellOf), 1, "1");
    for (const CellArray& array : piece.arrays) {
        const auto components = static_cast<std::size_t>(array.components);
        out.writeRows("/VTKHDF/CellData/" + array.name, ofWritten(array.values, piece.cellOf, components), components,
                      array.unit);
    }
    out.writeRows("/VTKHDF/FieldData/time", std::vector<double>(ranks::first() ? 1 : 0, piece.time), 1, "s");
    out.writeStrings("/VTKHDF/FieldData/region_names", piece.regionNames);
    out.save();
}

void writeFields(const std::filesystem::path& directory, const std::vector<NamedField>& fields)
{
    if (fields.empty()) return;
    const std::filesystem::path folder = directory / "fields";
    ranks::onFirst([&] { makeFolders(folder); });
    std::map<std::string, std::vector<const NamedField*>> series;
    for (const NamedField& field : fields) series[fileStem(field.name)].push_back(&field);
    for (const auto& [stem, steps] : series) {
        std::vector<std::pair<std::string, double>> files;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            files.emplace_back(steps.size() == 1 ? stem + ".hdf" : fmt::format("{}_{:04}.hdf", stem, i),
                               steps[i]->piece.time);
            writeField(folder / files.back().first, steps[i]->name, steps[i]->piece);
        }
        ranks::onFirst([&] { writeSeries(folder / (stem + ".hdf.series"), files); });
    }
}

void writeSeries(const std::filesystem::path& file, const std::vector<std::pair<std::string, double>>& files)
{
    nlohmann::ordered_json list = {{"file-series-version", "1.0"}, {"files", nlohmann::ordered_json::array()}};
    for (const auto& [name, time] : files) list["files"].push_back({{"name", name}, {"time", time}});
    writeText(file, list.dump(1) + "\n");
}

} // namespace coldloop::results
