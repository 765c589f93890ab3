// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/UnitTable.h"

#include "solver/core/Error.h"

#include <fmt/format.h>

#include <cmath>
#include <fstream>

namespace coldloop::case_file {

namespace {

std::string trimmed(const std::string& text)
{
    const char* const blank = " \t\r\"";
    const std::size_t first = text.find_first_not_of(blank);
    return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(blank) - first + 1);
}

std::vector<std::string> fieldsOf(const std::string& line)
{
    std::vector<std::string> fields;
    std::size_t begin = 0;
    for (std::size_t comma; (comma = line.find(',', begin)) != std::string::npos; begin = comma + 1)
        fields.push_back(trimmed(line.substr(begin, comma - begin)));
    fields.push_back(trimmed(line.substr(begin)));
    return fields;
}

struct Placed {
    std::size_t index = 0;
    std::string unit;
};

class Table {
public:
    Table(const std::filesystem::path& file, const std::vector<Column>& columns) : file_(file), columns_(columns) {}

    std::vector<TableRow> read()
    {
        std::ifstream stream(file_);
        if (!stream)
            throw InputError(
                fmt::format("{}: there is no such file, or it cannot be read. Give its path from the case's "
                            "folder",
                            file_.string()));
        int number = 0;
        for (std::string line; std::getline(stream, line);) {
            ++number;
            if (trimmed(line).empty() || line[0] == '#') continue;
            if (places_.empty())
                readHeader(fieldsOf(line), number);
            else
                readRow(fieldsOf(line), number);
            if (!faults_.empty() && rows_.empty()) break; // a wrong header makes every row wrong
        }
        if (faults_.empty() && rows_.empty()) fail(number, "the table has no rows. Add them below the header");
        if (!faults_.empty()) throw InputError(faults_);
        return rows_;
    }

private:
    void fail(int line, const std::string& message)
    {
        faults_.push_back(fmt::format("{}:{}: {}", file_.string(), line, message));
    }

    std::string headerWords() const
    {
        std::string words;
        for (const Column& column : columns_)
            words += (words.empty() ? "" : ",") + column.name + (column.text ? "" : " [" + siUnit(column.kind) + "]");
        return words;
    }

    void readHeader(const std::vector<std::string>& titles, int line)
    {
        for (const Column& column : columns_) {
            bool found = false;
            for (std::size_t i = 0; i < titles.size() && !found; ++i) {
                const std::size_t bracket = titles[i].find('[');
                if (trimmed(titles[i].substr(0, bracket)) != column.name) continue;
                found = true;
                const std::size_t end = titles[i].find(']', bracket);
                const bool unit = bracket != std::string::npos && end != std::string::npos;
                if (!unit && !column.text)
                    fail(line, fmt::format("column '{}' has no unit. Write for example {} [{}]", column.name,
                                           column.name, siUnit(column.kind)));
                places_.push_back({i, unit ? titles[i].substr(bracket + 1, end - bracket - 1) : ""});
            }
            if (!found)
                fail(line, fmt::format("there is no column '{}'. The first line must name the columns: {}", column.name,
                                       headerWords()));
        }
        if (places_.empty()) places_.resize(1);
    }

    void readRow(const std::vector<std::string>& fields, int line)
    {
        TableRow row;
        row.line = line;
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            const Placed& place = places_[c];
            if (place.index >= fields.size())
                return fail(line, fmt::format("the line ends before column '{}'. Complete it", columns_[c].name));
            const std::string& field = fields[place.index];
            row.texts.push_back(field);
            row.numbers.push_back(columns_[c].text ? 0 : numberOf(columns_[c], field, place.unit, line));
        }
        rows_.push_back(std::move(row));
    }

    double numberOf(const Column& column, const std::string& field, const std::string& unit, int line)
    {
        try {
            std::size_t used = 0;
            const double plain = std::stod(field, &used);
            if (used == field.size() && std::isfinite(plain)) return parseQuantity(field + " " + unit, column.kind);
        } catch (const InputError& error) {
            fail(line, fmt::format("column '{}': {}", column.name, error.what()));
            return 0;
        } catch (const std::logic_error&) { // of stod
        }
        fail(line, fmt::format("column '{}': \"{}\" is not a finite number. Write a plain number", column.name, field));
        return 0;
    }

    const std::filesystem::path& file_;
    const std::vector<Column>& columns_;
    std::vector<Placed> places_;
    std::vector<TableRow> rows_;
    std::vector<std::string> faults_;
};

} // namespace

std::vector<TableRow> readUnitTable(const std::filesystem::path& file, const std::vector<Column>& columns)
{
    return Table(file, columns).read();
}

} // namespace coldloop::case_file
