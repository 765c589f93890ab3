// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/Stl.h"

#include "meshes/Measure.h"
#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <utility>

namespace coldloop::meshes {

namespace {

constexpr std::size_t header = 84, record = 50; // bytes of a binary file: before the triangles, of each

class Collector {
public:
    void add(const std::array<Point, 3>& triangle)
    {
        std::array<int, 3> corners{};
        for (int i = 0; i < 3; ++i) corners[i] = numbers_.emplace(triangle[i], int(numbers_.size())).first->second;
        if (corners[0] != corners[1] && corners[1] != corners[2] && corners[2] != corners[0])
            surface_.corners.push_back(corners);
    }
    Triangles take()
    {
        surface_.points.resize(numbers_.size());
        for (const auto& [point, number] : numbers_) surface_.points[number] = point;
        return std::move(surface_);
    }

private:
    Triangles surface_;
    std::map<Point, int> numbers_;
};

std::uint32_t countIn(const std::string& bytes)
{
    std::uint32_t count = 0;
    if (bytes.size() >= header) std::memcpy(&count, bytes.data() + header - 4, 4);
    return count;
}

Triangles fromBinary(const std::string& bytes)
{
    Collector collector;
    for (std::uint32_t t = 0; t < countIn(bytes); ++t) {
        std::array<float, 12> numbers{}; // the normal, then the corners
        std::memcpy(numbers.data(), bytes.data() + header + record * t, sizeof numbers);
        std::array<Point, 3> triangle{};
        for (int i = 0; i < 9; ++i) triangle[i / 3][i % 3] = numbers[3 + i];
        collector.add(triangle);
    }
    return collector.take();
}

Triangles fromText(const std::string& bytes, const std::string& file)
{
    Collector collector;
    std::istringstream words(bytes);
    std::string word;
    std::array<Point, 3> triangle{};
    int corner = 0;
    while (words >> word) {
        if (word != "vertex") continue;
        for (double& x : triangle[corner]) {
            words >> word;
            char* end = nullptr;
            x = std::strtod(word.c_str(), &end);
            if (!words || *end != '\0')
                throw InputError(fmt::format("{}: '{}' stands where an STL vertex has a number.", file, word));
        }
        if (++corner < 3) continue;
        collector.add(triangle);
        corner = 0;
    }
    if (corner != 0 || bytes.find("endsolid") == std::string::npos)
        throw InputError(fmt::format("{}: the STL file is cut short. Export it again.", file));
    return collector.take();
}

} // namespace

Triangles readStl(const std::string& file)
{
    std::ifstream in(file, std::ios::binary);
    if (!in) throw InputError(fmt::format("{}: there is no such file, or it cannot be read.", file));
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    // Binary files may begin with "solid" as well: their size tells.
    const bool binary = bytes.size() >= header && bytes.size() == header + record * countIn(bytes);
    if (!binary && bytes.rfind("solid", bytes.find_first_not_of(" \t\r\n")) == std::string::npos)
        throw InputError(fmt::format("{}: is no STL file, or is cut short.", file));
    const Triangles surface = binary ? fromBinary(bytes) : fromText(bytes, file);
    if (surface.corners.empty()) throw InputError(fmt::format("{}: has no triangles.", file));
    for (const Point& p : surface.points)
        for (const double x : p)
            if (!std::isfinite(x)) throw InputError(fmt::format("{}: a coordinate is {}. Export it again.", file, x));
    return surface;
}

void checkClosed(const Triangles& surface, const std::string& file)
{
    std::map<std::pair<int, int>, int> edges; // triangles at each
    for (const std::array<int, 3>& t : surface.corners)
        for (int i = 0; i < 3; ++i) ++edges[std::minmax(t[i], t[(i + 1) % 3])];
    int open = 0;
    const Point* first = nullptr;
    for (const auto& [edge, triangles] : edges)
        if (triangles % 2 != 0) { // bodies that touch along an edge have four
            if (++open == 1) first = &surface.points[edge.first];
        }
    if (open > 0)
        throw InputError(fmt::format("{}: the surface is not closed: {} edges have one triangle, the first at ({:.6g} "
                                     "{:.6g} {:.6g}). Export a solid body.",
                                     file, open, (*first)[0], (*first)[1], (*first)[2]));
}

double enclosedVolume(const Triangles& surface)
{
    double six = 0;
    const Point& tip = surface.points.front();
    for (const std::array<int, 3>& t : surface.corners)
        six += dot(minus(surface.points[t[0]], tip),
                   cross(minus(surface.points[t[1]], tip), minus(surface.points[t[2]], tip)));
    return std::abs(six) / 6;
}

void writeStl(const Triangles& surface, const std::string& file)
{
    std::ofstream out(file);
    out << "solid surface\n";
    for (const std::array<int, 3>& t : surface.corners) {
        out << "facet normal 0 0 0\nouter loop\n";
        for (const int p : t) {
            const Point& at = surface.points[p];
            out << fmt::format("vertex {:.12g} {:.12g} {:.12g}\n", at[0], at[1], at[2]);
        }
        out << "endloop\nendfacet\n";
    }
    out << "endsolid surface\n";
    out.close();
    if (!out) throw EnvironmentError(fmt::format("{} cannot be written. Check the space left.", file));
}

} // namespace coldloop::meshes
