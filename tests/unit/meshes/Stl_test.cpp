// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/Stl.h"

#include "solver/core/Error.h"

#include <catch2/catch.hpp>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace coldloop;
using namespace coldloop::meshes;
using Catch::Matchers::Contains;

namespace {

struct File {
    std::string path =
        (std::filesystem::temp_directory_path() / ("coldloop-" + std::to_string(getpid()) + ".stl")).string();
    ~File() { std::filesystem::remove(path); }
    void write(const std::string& bytes) const { std::ofstream(path, std::ios::binary) << bytes; }
};

Triangles tetrahedron()
{
    return {{{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {0, 0, 3}}, {{0, 2, 1}, {0, 1, 3}, {1, 2, 3}, {0, 3, 2}}};
}

std::string binary(const Triangles& surface)
{
    std::string bytes = "solid in name only";
    bytes.resize(80, ' ');
    const auto add = [&](const auto& value) { bytes.append(reinterpret_cast<const char*>(&value), sizeof value); };
    add(std::uint32_t(surface.corners.size()));
    for (const auto& t : surface.corners) {
        for (int i = 0; i < 3; ++i) add(0.0f);
        for (const int p : t)
            for (const double x : surface.points[p]) add(float(x));
        add(std::uint16_t(0));
    }
    return bytes;
}

} // namespace

TEST_CASE("STL surfaces are read, ascii and binary, with equal corners joined")
{
    const File file;
    writeStl(tetrahedron(), file.path);
    for (const bool again : {false, true}) {
        const Triangles surface = readStl(file.path);
        CHECK(surface.points.size() == 4);
        CHECK(surface.corners.size() == 4);
        CHECK(enclosedVolume(surface) == Approx(0.5));
        CHECK_NOTHROW(checkClosed(surface, "body"));
        if (!again) file.write(binary(tetrahedron()));
    }
}

TEST_CASE("Files that hold no closed STL surface are refused")
{
    const File file;
    CHECK_THROWS_WITH(readStl("nowhere.stl"), Contains("nowhere.stl: there is no such file"));
    file.write("PK something else");
    CHECK_THROWS_WITH(readStl(file.path), Contains("is no STL file, or is cut short"));
    file.write(binary(tetrahedron()).substr(0, 150));
    CHECK_THROWS_AS(readStl(file.path), InputError);
    file.write("solid a\nfacet\nouter loop\nvertex 0 0 0\nvertex 1 0 0\n");
    CHECK_THROWS_WITH(readStl(file.path), Contains("the STL file is cut short"));
    file.write("solid a\nvertex 0 0 zero\n");
    CHECK_THROWS_WITH(readStl(file.path), Contains("'zero' stands where an STL vertex has a number"));
    file.write("solid a\nvertex 0 0 nan vertex 1 0 0 vertex 0 1 0\nendsolid");
    CHECK_THROWS_WITH(readStl(file.path), Contains("a coordinate is nan"));
    file.write("solid a\nendsolid a\n");
    CHECK_THROWS_WITH(readStl(file.path), Contains("has no triangles"));
    Triangles open = tetrahedron();
    open.corners.pop_back();
    CHECK_THROWS_WITH(checkClosed(open, "lid.stl"),
                      Contains("lid.stl: the surface is not closed: 3 edges have one triangle, the first at (0 0 0)"));
}
