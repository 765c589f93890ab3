// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/BlockGrid.h"
#include "meshes/FoamFiles.h"
#include "solver/cht/Loader.h"
#include "solver/core/Error.h"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <unistd.h>

using namespace coldloop;
using namespace coldloop::meshes;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

PolyMesh smallMesh()
{
    BlockGrid grid;
    grid.axes[0].segments = {{1, 3, 1}};
    grid.axes[1].segments = {{1, 2, 1}, {1.0 / 3 + 1, 2, 3}};
    grid.axes[2].segments = {{0.7, 2, 1}};
    grid.zones = {"water", "copper"};
    grid.patches = {{"left", "", Side::xMin, PatchKind::cyclic, "right"},
                    {"right", "", Side::xMax, PatchKind::cyclic, "left"},
                    {"middle", "", Side::zMin, PatchKind::symmetry},
                    {"base", "copper", Side::yMax}};
    return makeBlockMesh(grid);
}

// A folder that goes away.
struct Folder {
    fs::path path = fs::temp_directory_path() / ("coldloop-readPolyMesh-" + std::to_string(getpid()));
    Folder() { fs::create_directories(path); }
    ~Folder() { fs::remove_all(path); }
    std::string mesh() const { return (path / "constant/polyMesh").string(); }
    void replace(const char* file, const std::string& what, const std::string& by) const
    {
        std::ifstream in(mesh() + "/" + file);
        std::stringstream text;
        text << in.rdbuf();
        std::string all = text.str();
        const auto at = all.find(what);
        REQUIRE(at != std::string::npos);
        std::ofstream(mesh() + "/" + file) << all.replace(at, what.size(), by);
    }
};

void checkEqual(const PolyMesh& a, const PolyMesh& b)
{
    CHECK(a.points == b.points);
    CHECK(a.facePoints == b.facePoints);
    CHECK(a.faceStart == b.faceStart);
    CHECK(a.owner == b.owner);
    CHECK(a.neighbour == b.neighbour);
    CHECK(a.zone == b.zone);
    CHECK(a.zoneNames == b.zoneNames);
    REQUIRE(a.patches.size() == b.patches.size());
    for (std::size_t p = 0; p < a.patches.size(); ++p) {
        CHECK(a.patches[p].name == b.patches[p].name);
        CHECK(a.patches[p].start == b.patches[p].start);
        CHECK(a.patches[p].size == b.patches[p].size);
        CHECK(a.patches[p].kind == b.patches[p].kind);
        CHECK(a.patches[p].partner == b.patches[p].partner);
    }
}

} // namespace

TEST_CASE("An OpenFOAM mesh reads back as it was written: ascii, binary, compressed, from any folder above it")
{
    const PolyMesh mesh = smallMesh();
    const Folder folder;
    writeFoamFiles(mesh, folder.mesh());
    checkEqual(cht::readPolyMesh(folder.path.string()), mesh);
    checkEqual(cht::readPolyMesh((folder.path / "constant").string()), mesh);
    REQUIRE(std::system(("gzip " + folder.mesh() + "/*").c_str()) == 0);
    checkEqual(cht::readPolyMesh(folder.mesh()), mesh);
    fs::remove_all(folder.mesh());
    writeFoamFiles(mesh, folder.mesh(), {true, {"base"}});
    checkEqual(cht::readPolyMesh(folder.path.string()), mesh);
}

TEST_CASE("What is missing, broken or of no use in an OpenFOAM mesh is named")
{
    const PolyMesh mesh = smallMesh();
    const Folder folder;
    const auto read = [&] { return cht::readPolyMesh(folder.path.string()); };
    CHECK_THROWS_AS(read(), InputError);
    CHECK_THROWS_WITH(read(), Contains("holds no OpenFOAM mesh"));
    writeFoamFiles(mesh, folder.mesh());
    fs::remove(folder.mesh() + "/owner");
    CHECK_THROWS_WITH(read(), Contains("has points, but no owner"));

    writeFoamFiles(mesh, folder.mesh());
    folder.replace("faces", "4(", "4[");
    CHECK_THROWS_WITH(read(), Contains("polyMesh/faces: OpenFOAM cannot read it: line 13: Expected a '('"));
    writeFoamFiles(mesh, folder.mesh());
    folder.replace("faces", "4(1 ", "4(999 ");
    CHECK_THROWS_WITH(read(), Contains("a face has point 999, but the points are 0 to 59"));
    writeFoamFiles(mesh, folder.mesh());
    folder.replace("boundary", "type patch", "type processor");
    CHECK_THROWS_WITH(read(), Contains("patch 'base' is of a decomposed case"));
    writeFoamFiles(mesh, folder.mesh());
    folder.replace("boundary", "type cyclic", "type cyclicAMI");
    CHECK_THROWS_WITH(read(), Contains("patch 'left' is of type cyclicAMI, which is not supported"));
    writeFoamFiles(mesh, folder.mesh());
    folder.replace("boundary", "neighbourPatch right", "neighbourPatch base");
    CHECK_THROWS_WITH(read(), Contains("cyclic patch 'left' of 8 faces and its partner 'base' do not match"));
    writeFoamFiles(mesh, folder.mesh());
    folder.replace("boundary", "nFaces 8", "nFaces 7");
    CHECK_THROWS_WITH(read(), Contains("Patches must cover the boundary in order"));

    writeFoamFiles(mesh, folder.mesh());
    folder.replace("cellZones", "(\n6\n", "(\n3\n");
    CHECK_THROWS_WITH(read(), Contains("cell 3 is in zone 'water' and in zone 'copper'"));
    writeFoamFiles(mesh, folder.mesh());
    folder.replace("points", "(0 0 0)", "(0 nan 0)");
    CHECK_THROWS_WITH(read(), Contains("/points: OpenFOAM cannot read it") && Contains("'nan'"));
    writeFoamFiles(mesh, folder.mesh());
    fs::remove(folder.mesh() + "/cellZones");
    CHECK(read().zoneNames == std::vector<std::string>{"domain"});
    writeFoamFiles(mesh, folder.mesh(), {true, {}});
    for (const char* file : {"points", "faces", "neighbour", "cellZones", "boundary"}) {
        const fs::path path = fs::path(folder.mesh()) / file;
        fs::resize_file(path, fs::file_size(path) - 100); // as a full disk leaves it
        CAPTURE(file);
        CHECK_THROWS_AS(read(), InputError);
        writeFoamFiles(mesh, folder.mesh(), {true, {}});
    }
    folder.replace("points", "label=32;scalar=64", "label=64;scalar=64");
    CHECK_THROWS_WITH(read(), Contains("binary with 8-byte labels"));
}
