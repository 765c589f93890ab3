// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/regression/Files.h"

#include <hdf5.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

namespace coldloop::regression {

Scratch::Scratch()
{
    std::string name = (fs::temp_directory_path() / "coldloop-regression-XXXXXX").string();
    if (!mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    path_ = fs::canonical(name);
}

Scratch::~Scratch()
{
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

std::string textOf(const fs::path& file)
{
    std::ifstream in(file, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + file.string());
    return {std::istreambuf_iterator<char>(in), {}};
}

void put(const fs::path& file, const std::string& text)
{
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

std::map<std::string, std::string> contentsOf(const fs::path& folder)
{
    std::map<std::string, std::string> contents;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        contents[fs::relative(entry.path(), folder).string()] = entry.is_directory() ? "/" : textOf(entry.path());
    return contents;
}

nlohmann::json summaryOf(const fs::path& folder) { return nlohmann::json::parse(textOf(folder / "summary.json")); }

double quantity(const nlohmann::json& summary, const std::string& name)
{
    const nlohmann::json& value = summary.at("quantities").at(name).at("value");
    return value.is_null() ? NAN : value.get<double>();
}

std::vector<Row> hotspotsOf(const fs::path& folder) { return rowsOf(folder / "hotspots.csv"); }

std::vector<Row> rowsOf(const fs::path& file)
{
    const auto cells = [](const std::string& line) {
        std::vector<std::string> all;
        std::istringstream in(line);
        for (std::string cell; std::getline(in, cell, ',');) all.push_back(cell);
        if (!line.empty() && line.back() == ',') all.emplace_back(); // an empty last cell
        return all;
    };
    std::istringstream in(textOf(file));
    std::string line;
    std::getline(in, line);
    const std::vector<std::string> names = cells(line);
    std::vector<Row> rows;
    while (std::getline(in, line)) {
        const std::vector<std::string> values = cells(line);
        if (values.size() != names.size()) throw std::runtime_error(file.string() + ": odd row: " + line);
        Row& row = rows.emplace_back();
        for (std::size_t i = 0; i < names.size(); ++i) row[names[i]] = values[i];
    }
    return rows;
}

namespace {

herr_t readDataset(hid_t file, const char* name, const H5O_info_t* info, void* target)
{
    if (info->type != H5O_TYPE_DATASET) return 0;
    const hid_t dataset = H5Dopen2(file, name, H5P_DEFAULT);
    const hid_t type = H5Dget_type(dataset);
    const bool text = H5Tget_class(type) == H5T_STRING;
    H5Tclose(type);
    if (text) return H5Dclose(dataset);
    const hid_t space = H5Dget_space(dataset);
    std::vector<double> values(static_cast<std::size_t>(H5Sget_simple_extent_npoints(space)));
    const herr_t status = H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
    H5Sclose(space);
    H5Dclose(dataset);
    (*static_cast<std::map<std::string, std::vector<double>>*>(target))[name] = std::move(values);
    return status;
}

} // namespace

std::map<std::string, std::vector<double>> historyOf(const fs::path& folder)
{
    return datasetsOf(folder / "history.h5");
}

std::map<std::string, std::vector<double>> datasetsOf(const fs::path& path)
{
    const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
    if (file < 0) throw std::runtime_error("cannot read " + path.string());
    std::map<std::string, std::vector<double>> all;
    const herr_t status = H5Ovisit(file, H5_INDEX_NAME, H5_ITER_NATIVE, readDataset, &all);
    H5Fclose(file);
    if (status < 0) throw std::runtime_error("a dataset cannot be read in " + path.string());
    return all;
}

} // namespace coldloop::regression
