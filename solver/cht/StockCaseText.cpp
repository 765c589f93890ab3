// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/StockCaseText.h"

#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fstream>

namespace coldloop::cht {

namespace {

constexpr double same = 1e-12; // of the largest, between values that are written as one

template <class Value, class Text, class Alike>
std::string field(const std::vector<Value>& values, const char* type, const Text& text, const Alike& alike)
{
    const bool uniform = std::all_of(values.begin(), values.end(), [&](const Value& v) { return alike(v, values[0]); });
    if (uniform) return "uniform " + text(values.empty() ? Value{} : values[0]);
    std::string all = fmt::format("nonuniform List<{}> {}\n(\n", type, values.size());
    for (const Value& value : values) all += text(value) + "\n";
    return all + ")";
}

double lengthOf(const Vec3& v) { return std::sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]); }

} // namespace

void writePlainText(const std::filesystem::path& file, const std::string& text)
{
    std::error_code failed;
    std::filesystem::create_directories(file.parent_path(), failed);
    if (failed)
        throw EnvironmentError(fmt::format("{} cannot be made: {}.", file.parent_path().string(), failed.message()));
    std::ofstream out(file);
    out << text;
    out.close();
    if (!out) throw EnvironmentError(fmt::format("{} cannot be written. Check the space left.", file.string()));
}

void writeFoamText(const std::filesystem::path& file, const std::string& foamClass, const std::string& body)
{
    writePlainText(file, fmt::format("FoamFile\n{{\n    version     2.0;\n    format      ascii;\n    class       {};\n"
                                     "    object      {};\n}}\n\n{}",
                                     foamClass, file.filename().string(), body));
}

std::string foamNumber(double value) { return fmt::format("{}", value); }

std::string foamVector(const Vec3& value)
{
    return fmt::format("({} {} {})", foamNumber(value[0]), foamNumber(value[1]), foamNumber(value[2]));
}

std::string foamField(const std::vector<double>& values)
{
    return field(values, "scalar", foamNumber,
                 [](double a, double b) { return std::abs(a - b) <= same * std::max(std::abs(a), std::abs(b)); });
}

std::string foamField(const std::vector<Vec3>& values)
{
    return field(values, "vector", foamVector, [](const Vec3& a, const Vec3& b) {
        const Vec3 away{a[0] - b[0], a[1] - b[1], a[2] - b[2]};
        return lengthOf(away) <= same * std::max(lengthOf(a), lengthOf(b));
    });
}

bool isFoamName(const std::string& name)
{
    const auto letter = [](unsigned char c) { return std::isalpha(c) || c == '_'; };
    return !name.empty() && letter(name[0]) && std::all_of(name.begin(), name.end(), [&](unsigned char c) {
        return letter(c) || std::isdigit(c) || std::string(".:+-").find(static_cast<char>(c)) != std::string::npos;
    });
}

} // namespace coldloop::cht
