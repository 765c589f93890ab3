// mpirun -n N compare_ranks FOLDER: solves a few models at tolerance 1e-11. On one rank writes their fields to FOLDER, on
// more compares with what is there: temperature and pressure may differ by 1e-8 of their range, else exit 1. One model is
// solved at the default tolerance, where the figures may differ by what both runs say that they left.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/Transform.h"
#include "tests/verification/cht/Models.h"

#include <petscsys.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>

using namespace coldloop;
using meshes::Side;

namespace {

constexpr double allowed = 1e-8; // of the range

struct Rank {
    int mine = 0, all = 1;
    std::string folder;
};

// Half a channel between silicon, as in a cold plate; the mesh on rank 0 only.
meshes::PolyMesh channel(const Rank& rank, bool tetrahedra)
{
    if (rank.mine != 0) return {};
    meshes::BlockGrid grid;
    grid.axes[0].segments = {{2e-3, 24, 3}};
    grid.axes[1].segments = {{30e-6, 5, 1}, {50e-6, 3, 1}};
    grid.axes[2].segments = {{100e-6, 4, 1}, {250e-6, 8, 1}, {400e-6, 4, 1}};
    grid.zones = {"silicon", "silicon", "water", "silicon", "silicon", "silicon"};
    grid.patches = {{"inlet", "water", Side::xMin},
                    {"outlet", "water", Side::xMax},
                    {"top", "silicon", Side::zMax},
                    {"middle", "water", Side::yMin}};
    meshes::PolyMesh mesh = makeBlockMesh(grid);
    return tetrahedra ? meshes::tetrahedra(mesh) : mesh;
}

cht::Physics coolant()
{
    cht::Physics physics;
    physics.zones = {test::fluid("water", 998, 4182, 1e-3, 0.6), test::solid("silicon", {148, 148, 148})};
    physics.zones[1].density = 2330;
    physics.zones[1].specificHeat = 702;
    physics.boundaries = {test::inlet("inlet", 1, 300), test::outlet("outlet"), test::heated("top", 5e5),
                          test::symmetry("middle")};
    physics.contacts = {{"water", "silicon", 1e-6}};
    return physics;
}

// Half a channel over a heated wall, endless across: laminar at first, then turbulent with wall functions.
meshes::PolyMesh wideChannel(const Rank& rank)
{
    if (rank.mine != 0) return {};
    meshes::BlockGrid grid;
    grid.axes[0].segments = {{5, 5, 1}, {20, 15, 1}};
    grid.axes[1].start = -0.2;
    grid.axes[1].segments = {{0, 1, 1}, {1, 10, 1}};
    grid.axes[2].segments = {{0.4, 4, 1}};
    grid.zones = {"wall", "wall", "start", "water"};
    grid.patches = {{"inlet", "start", Side::xMin},
                    {"outlet", "water", Side::xMax},
                    {"bottom", "wall", Side::yMin},
                    {"middle", "", Side::yMax},
                    {"left", "", Side::zMin, meshes::PatchKind::cyclic, "right"},
                    {"right", "", Side::zMax, meshes::PatchKind::cyclic, "left"}};
    return makeBlockMesh(grid);
}

cht::Physics turbulentWater()
{
    constexpr double viscosity = 1e-4;
    cht::Physics physics;
    physics.zones = {test::fluid("start", 1, 1, viscosity, viscosity / 6),
                     test::fluid("water", 1, 1, viscosity, viscosity / 6), test::solid("wall", {0.01, 0.01, 0.01})};
    physics.zones[1].regime = cht::Regime::turbulent;
    physics.boundaries = {test::inlet("inlet", 1, 300), test::outlet("outlet"), test::heated("bottom", 1e-3),
                          test::symmetry("middle")};
    return physics;
}

// Solid all through: conductivity that bends, radiation, a floorplan.
cht::Physics hotSolid()
{
    cht::Physics physics;
    physics.zones = {test::solid("water", {5, 5, 5}), test::solid("silicon", {148, 148, 148})};
    physics.zones[1].conductivity = cht::Law([](double t) { return 148 * std::pow(t / 300, -1.3); });
    cht::Boundary open = test::held("top", 300);
    open.thermal = cht::ThermalBoundary::convection;
    open.heatTransfer = 2e4;
    open.emissivity = 0.9;
    physics.boundaries = {open};
    cht::PowerMap map;
    map.zone = "silicon";
    map.rectangles = {{"core", 0.3e-3, 0, 0.5e-3, 40e-6, 0.2}};
    physics.powerMaps = {map};
    return physics;
}

double farthest(const std::vector<double>& a, const std::vector<double>& b)
{
    if (a.size() != b.size() || a.empty()) return 1e300;
    const auto [low, high] = std::minmax_element(b.begin(), b.end());
    double most = 0;
    for (std::size_t i = 0; i < a.size(); ++i) most = std::max(most, std::abs(a[i] - b[i]));
    return *high > *low ? most / (*high - *low) : most;
}

std::vector<double> stored(const Rank& rank, const std::string& name)
{
    const std::string path = rank.folder + "/" + name + ".bin";
    std::vector<double> values(std::filesystem::file_size(path) / 8);
    std::ifstream(path, std::ios::binary).read(reinterpret_cast<char*>(values.data()), 8 * values.size());
    return values;
}

// Writes or compares a field that rank 0 holds whole; true when all is well.
bool same(const Rank& rank, const std::string& name, const std::vector<double>& values)
{
    if (rank.mine != 0) return true;
    if (rank.all == 1) {
        const std::string path = rank.folder + "/" + name + ".bin";
        std::ofstream(path, std::ios::binary).write(reinterpret_cast<const char*>(values.data()), 8 * values.size());
        return true;
    }
    const double difference = farthest(values, stored(rank, name));
    std::printf("%s: %.2e of the range between %d ranks and 1\n", name.c_str(), difference, rank.all);
    return difference <= allowed;
}

// A silicon bar, its coolant across one end of it only.
meshes::PolyMesh bar(const Rank& rank)
{
    if (rank.mine != 0) return {};
    meshes::BlockGrid grid;
    grid.axes[0].segments = {{0.2e-3, 6, 1}, {4e-3, 60, 1}};
    grid.axes[1].segments = {{0.5e-3, 8, 1}};
    grid.axes[2].segments = {{0.1e-3, 2, 1}, {0.2e-3, 5, 1}, {0.3e-3, 2, 1}};
    grid.zones = {"silicon", "silicon", "water", "silicon", "silicon", "silicon"};
    grid.patches = {{"inlet", "water", Side::yMin},
                    {"outlet", "water", Side::yMax},
                    {"top", "silicon", Side::zMax},
                    {"middle", "water", Side::xMin}};
    return makeBlockMesh(grid);
}

// Whether a rank has no cell of the zone.
bool someWithout(const cht::CellField& cells, const std::string& zone)
{
    int has = 0, least = 0;
    for (int region : cells.region) has |= cells.regionNames[region] == zone;
    MPI_Allreduce(&has, &least, 1, MPI_INT, MPI_MIN, MPI_COMM_WORLD);
    return least == 0;
}

bool runBar(const Rank& rank)
{
    const auto solver = cht::loadOpenFoam()(bar(rank));
    const cht::Solution solution = solver->solve(coolant(), test::tight());
    const bool dry = someWithout(solution.cells, "water");
    if (rank.mine == 0 && rank.all > 1 && !dry) std::printf("bar: every rank has coolant, so that it shows nothing\n");
    const cht::State state = solver->state();
    return (dry || rank.all == 1) & same(rank, "bar-temperature", state.temperature) &
           same(rank, "bar-pressure", state.pressure);
}

// Highest temperature and pressure drop at the default tolerance, each with the estimate of what is left.
bool runDefault(const Rank& rank)
{
    const auto solver = cht::loadOpenFoam()(channel(rank, false));
    const cht::Solution s = solver->solve(coolant(), {});
    const std::vector<double> now = {s.maxTemperature, s.temperatureError, s.pressureDrop,
                                     s.pressureDropError * s.pressureDrop};
    if (rank.mine != 0) return true;
    if (rank.all == 1) return same(rank, "default", now);
    const std::vector<double> before = stored(rank, "default");
    bool good = before.size() == now.size();
    for (std::size_t i = 0; good && i < now.size(); i += 2) {
        const double apart = std::abs(now[i] - before[i]), left = now[i + 1] + before[i + 1];
        std::printf("default tolerance, %s: %.2e apart, left by both %.2e\n", i == 0 ? "K" : "Pa", apart, left);
        good = apart <= left;
    }
    return good;
}

bool run(const Rank& rank)
{
    bool good = true;
    const cht::SolverFactory make = cht::loadOpenFoam();
    {
        const auto solver = make(channel(rank, false));
        solver->solve(coolant(), test::tight());
        const cht::State state = solver->state();
        good &= same(rank, "channel-temperature", state.temperature) & same(rank, "channel-pressure", state.pressure);
    }
    {
        const auto solver = make(channel(rank, false));
        solver->advance(coolant(), test::tight(), {3e-3, 1e-3}, nullptr);
        good &= same(rank, "channel-in-time", solver->state().temperature);
    }
    {
        const auto solver = make(wideChannel(rank));
        solver->solve(turbulentWater(), test::tight());
        const cht::State state = solver->state();
        good &=
            same(rank, "turbulent-temperature", state.temperature) & same(rank, "turbulent-pressure", state.pressure);
    }
    const auto solver = make(channel(rank, true));
    solver->solve(hotSolid(), test::tight());
    return good & same(rank, "tetrahedra", solver->state().temperature);
}

} // namespace

int main(int argc, char** argv)
{
    if (PetscInitializeNoArguments()) return 1;
    Rank rank;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank.mine);
    MPI_Comm_size(MPI_COMM_WORLD, &rank.all);
    rank.folder = argc > 1 ? argv[1] : ".";
    std::filesystem::create_directories(rank.folder);
    const bool good = run(rank) & runBar(rank) & runDefault(rank);
    PetscFinalize();
    return good ? 0 : 1;
}
