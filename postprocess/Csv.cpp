// SPDX-License-Identifier: GPL-3.0-or-later
#include "postprocess/Csv.h"

#include "solver/core/Error.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>

namespace coldloop::postprocess {

namespace {

std::vector<std::string> fieldsOf(const std::string& line)
{
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"')
            fields.back() += line[++i];
        else if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            fields.emplace_back();
        else
            fields.back() += c;
    }
    return fields;
}

} // namespace

CsvTable readCsv(const std::filesystem::path& file)
{
    std::ifstream in(file);
    if (!in || std::filesystem::is_directory(file))
        throw InputError(fmt::format("cannot read '{}': {}.", file.string(), std::strerror(in ? EISDIR : errno)));
    CsvTable table;
    std::string line;
    for (int number = 1; std::getline(in, line); ++number) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        if (number == 1) {
            table.header = fieldsOf(line);
            continue;
        }
        table.rows.push_back(fieldsOf(line));
        if (table.rows.back().size() != table.header.size())
            throw InputError(fmt::format("{}:{}: has {} fields, and the header {}: the file was cut or edited. Run the "
                                         "case again.",
                                         file.string(), number, table.rows.back().size(), table.header.size()));
    }
    if (table.header.empty()) throw InputError(fmt::format("'{}' is empty. Run the case again.", file.string()));
    return table;
}

} // namespace coldloop::postprocess
