// Files that Gmsh itself writes are read back through our library.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/Gmsh.h"
#include "solver/core/Error.h"
#include "tests/unit/meshes/Sound.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <gmsh.h>
#include <sstream>
#include <unistd.h>

using namespace coldloop;
using namespace coldloop::meshes;
using Catch::Matchers::Contains;

namespace {

namespace occ = gmsh::model::occ;

// A file that goes away.
struct File {
    std::string path;
    explicit File(const std::string& name)
        : path((std::filesystem::temp_directory_path() / (std::to_string(getpid()) + name)).string())
    {
    }
    ~File() { std::filesystem::remove(path); }
};

void inGmsh(const std::function<void()>& work)
{
    gmsh::initialize(0, nullptr, false);
    gmsh::option::setNumber("General.Terminal", 0);
    work();
    gmsh::finalize();
}

// A box of 2 x 1 x 1 m in two halves, left of prisms on a triangulated base, right of tetrahedra or hexahedra.
void twoHalves(bool named)
{
    namespace geo = gmsh::model::geo;
    std::vector<int> p;
    for (const auto& [x, y] : {std::pair{0, 0}, {1, 0}, {2, 0}, {2, 1}, {1, 1}, {0, 1}})
        p.push_back(geo::addPoint(x, y, 0, 0.4));
    const auto line = [&](int a, int b) { return geo::addLine(p[a], p[b]); };
    const int shared = line(1, 4);
    const int left = geo::addPlaneSurface({geo::addCurveLoop({line(0, 1), shared, line(4, 5), line(5, 0)})});
    const int right = geo::addPlaneSurface({geo::addCurveLoop({line(1, 2), line(2, 3), line(3, 4), -shared})});
    geo::mesh::setRecombine(2, right);
    geo::mesh::setTransfiniteSurface(right);
    gmsh::vectorpair out;
    geo::extrude({{2, left}, {2, right}}, 0, 0, 1, out, {3}, {}, true);
    geo::synchronize();
    gmsh::model::mesh::generate(3);
    gmsh::vectorpair volumes, inlet, middle;
    gmsh::model::getEntities(volumes, 3);
    gmsh::model::getEntitiesInBoundingBox(-1e-3, -1, -1, 1e-3, 2, 2, inlet, 2);
    gmsh::model::getEntitiesInBoundingBox(1 - 1e-3, -1, -1, 1 + 1e-3, 2, 2, middle, 2);
    const int one = gmsh::model::addPhysicalGroup(3, {volumes[0].second}),
              two = gmsh::model::addPhysicalGroup(3, {volumes[1].second});
    const int in = gmsh::model::addPhysicalGroup(2, {inlet.at(0).second});
    const int inner = gmsh::model::addPhysicalGroup(2, {middle.at(0).second});
    if (!named) return;
    gmsh::model::setPhysicalName(3, one, "water");
    gmsh::model::setPhysicalName(3, two, "copper");
    gmsh::model::setPhysicalName(2, in, "inlet");
    gmsh::model::setPhysicalName(2, inner, "middle");
}

std::map<int, int> facesPerCell(const PolyMesh& mesh)
{
    std::vector<int> faces(mesh.cells(), 0);
    for (int f = 0; f < mesh.faces(); ++f) {
        ++faces[mesh.owner[f]];
        if (f < mesh.internalFaces()) ++faces[mesh.neighbour[f]];
    }
    std::map<int, int> count;
    for (int n : faces) ++count[n];
    return count;
}

// Writes a STEP file of boxes {x, y, z, dx, dy, dz} in millimetres, with these names.
void writeBoxes(const std::string& path, const std::vector<std::array<double, 6>>& boxes,
                const std::vector<std::string>& names)
{
    inGmsh([&] {
        for (const auto& [x, y, z, dx, dy, dz] : boxes) occ::addBox(x, y, z, dx, dy, dz);
        occ::synchronize();
        gmsh::write(path);
    });
    std::ifstream in(path);
    std::stringstream text;
    text << in.rdbuf();
    std::string all = text.str();
    for (std::size_t n = 0; n < names.size(); ++n) {
        const std::string none = "'Open CASCADE STEP translator 7.6 1." + std::to_string(n + 1) + "'";
        REQUIRE(all.find(none) != std::string::npos);
        for (std::size_t at; (at = all.find(none)) != std::string::npos;)
            all.replace(at, none.size(), "'" + names[n] + "'");
    }
    std::ofstream(path) << all;
}

} // namespace

TEST_CASE("A Gmsh mesh of any version has its physical groups as zones and patches")
{
    for (const auto& [version, binary] : {std::pair{2.2, 0}, {2.2, 1}, {4.1, 0}, {4.1, 1}}) {
        const File file("halves.msh");
        inGmsh([&, v = version, b = binary] {
            twoHalves(true);
            gmsh::option::setNumber("Mesh.MshFileVersion", v);
            gmsh::option::setNumber("Mesh.Binary", b);
            gmsh::write(file.path);
        });
        CAPTURE(version, binary);
        const PolyMesh mesh = readMsh(file.path);
        test::requireSound(mesh);
        CHECK(mesh.zoneNames.size() == 2);
        CHECK(test::zoneVolumes(mesh)["water"] == Approx(1));
        CHECK(test::zoneVolumes(mesh)["copper"] == Approx(1));
        std::map<std::string, double> areas = test::patchAreas(mesh);
        CHECK(areas.size() == 2); // "middle" lies inside
        CHECK(areas["inlet"] == Approx(1));
        CHECK(areas["walls"] == Approx(9));
        const std::map<int, int> kinds = facesPerCell(mesh);
        CHECK(kinds.at(5) > 10);
        CHECK(kinds.at(6) > 10);
    }
}

TEST_CASE("A Gmsh mesh without names or groups is read, and one of no use is refused")
{
    const File file("halves.msh"), text("halves.geo");
    inGmsh([&] {
        twoHalves(false);
        gmsh::write(file.path);
    });
    CHECK(readMsh(file.path).zoneNames == std::vector<std::string>{"volume1", "volume2"});
    inGmsh([&] {
        twoHalves(false);
        gmsh::model::removePhysicalGroups();
        gmsh::write(file.path);
    });
    CHECK(readMsh(file.path).zoneNames == std::vector<std::string>{"domain"});
    inGmsh([&] {
        twoHalves(true);
        gmsh::model::addPhysicalGroup(3, {1}, 77);
        gmsh::model::setPhysicalName(3, 77, "twice");
        gmsh::write(file.path);
    });
    CHECK_THROWS_WITH(readMsh(file.path), Contains("volume 1 is in physical volumes 'water' and 'twice'"));
    inGmsh([&] {
        occ::addRectangle(0, 0, 0, 1, 1);
        occ::synchronize();
        gmsh::model::mesh::generate(2);
        gmsh::write(file.path);
    });
    CHECK_THROWS_WITH(readMsh(file.path), Contains("has no volume cells. Generate the 3-D mesh"));
    std::ofstream(file.path) << "nothing of use";
    CHECK_THROWS_AS(readMsh(file.path), InputError);
    std::ofstream(text.path) << "SystemCall \"true\";";
    CHECK_THROWS_WITH(readMsh(text.path), Contains("a Gmsh mesh file ends in .msh"));
    CHECK_THROWS_WITH(readMsh("nowhere.msh"), Contains("nowhere.msh: there is no such file"));
}

TEST_CASE("Solids of a STEP file are zones that share faces, in metres")
{
    const File file("boxes.step");
    writeBoxes(file.path, {{0, 0, 0, 10, 4, 2}, {2, 0, 2, 4, 4, 1}, {7, 0, 2, 1, 4, 1}, {20, 0, 0, 1, 1, 1}},
               {"plate", "die", "die"});
    const PolyMesh mesh = meshStep(file.path, {1e-3, {{"die", 0.7e-3}}});
    test::requireSound(mesh);
    std::map<std::string, double> volume = test::zoneVolumes(mesh);
    CHECK(volume.size() == 3);
    CHECK(volume["plate"] == Approx(80e-9));
    CHECK(volume["die"] == Approx(20e-9));
    CHECK(volume["solid4"] == Approx(1e-9));
    double shared = 0;
    for (int f = 0; f < mesh.internalFaces(); ++f)
        if (mesh.zone[mesh.owner[f]] != mesh.zone[mesh.neighbour[f]])
            shared += std::sqrt(test::dot(test::area(mesh, f), test::area(mesh, f)));
    CHECK(shared == Approx(20e-6));
    CHECK(test::patchAreas(mesh)["walls"] == Approx((136 + 48 + 18 + 6 - 2 * 20) * 1e-6));
    CHECK(mesh.cells() > meshStep(file.path, {1e-3}).cells());
}

TEST_CASE("A STEP file of no use is refused by name")
{
    const File file("overlap.step");
    writeBoxes(file.path, {{0, 0, 0, 10, 4, 2}, {2, 0, 1, 4, 4, 2}}, {"plate", "die"});
    CHECK_THROWS_WITH(meshStep(file.path, {1e-3}), Contains("solids 'plate' and 'die' overlap in 16 mm^3"));
    CHECK_THROWS_WITH(meshStep(file.path, {0}), Contains("the mesh size is 0 m. It must be above 0"));
    CHECK_THROWS_WITH(meshStep(file.path, {1, {{"die", -1}}}), Contains("size of zone 'die' is -1 m"));
    writeBoxes(file.path, {{0, 0, 0, 10, 4, 2}}, {});
    CHECK_THROWS_WITH(meshStep(file.path, {1e-3, {{"die", 1e-3}}}),
                      Contains("a mesh size is given for zone 'die', but the solids are: solid1"));
    inGmsh([&] {
        occ::addRectangle(0, 0, 0, 1, 1);
        occ::synchronize();
        gmsh::write(file.path);
    });
    CHECK_THROWS_WITH(meshStep(file.path, {1e-3}), Contains("has no solids"));
    std::ofstream(file.path) << "nothing of use";
    CHECK_THROWS_WITH(meshStep(file.path, {1e-3}), Contains("Gmsh cannot use it"));
}
