// Flow in time: plane channels that start up and oscillate, a decaying vortex, a gas that is heated.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/verification/cht/Models.h"

#include "solver/core/Error.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <complex>

using namespace coldloop;
using meshes::Side;

namespace {

const double pi = std::acos(-1.0);
constexpr double height = 1e-3, width = 1e-4;                                // [m]
constexpr double density = 1000, viscosity = 1e-3, nu = viscosity / density; // [kg/m^3], [Pa s], [m^2/s]
const double diffusionTime = height * height / nu;                           // [s]

// One column of cells between walls at z = 0 and z = height, periodic along x.
meshes::BlockGrid column(int cells)
{
    meshes::BlockGrid grid;
    grid.axes[0].segments = {{width, 1, 1}};
    grid.axes[1].segments = {{width, 1, 1}};
    grid.axes[2].segments = {{height, cells, 1}};
    grid.zones = {"water"};
    grid.patches = {{"in", "water", Side::xMin, meshes::PatchKind::cyclic, "out"},
                    {"out", "water", Side::xMax, meshes::PatchKind::cyclic, "in"},
                    {"bottom", "water", Side::zMin},
                    {"top", "water", Side::zMax},
                    {"sides", "water", Side::yMin},
                    {"sides", "water", Side::yMax}};
    return grid;
}

cht::Physics water()
{
    cht::Physics physics;
    physics.zones = {test::fluid("water", density, 4000, viscosity, 0.6)};
    physics.boundaries = {test::held("bottom", 300), test::symmetry("sides")};
    physics.periodic = {{"in"}};
    return physics;
}

using Profile = std::function<double(double z)>; // [m/s]

double largestError(const cht::Solution& solution, const Profile& exact)
{
    double error = 0;
    for (std::size_t c = 0; c < solution.cells.centre.size(); ++c)
        error = std::max(error, std::abs(solution.cells.velocity[c][0] - exact(solution.cells.centre[c][2])));
    return error;
}

double series(const std::function<double(int)>& term, int first, int step)
{
    double sum = 0;
    for (int n = first; n < 200; n += step) sum += term(n);
    return sum;
}

// Womersley's flow between plates: force G cos(omega t).
constexpr double force = 100; // [N/m^3]
const double omega = 2 * pi / (0.25 * diffusionTime);

double womersley(double z, double time)
{
    const std::complex<double> i(0, 1), lambda = std::sqrt(i * omega / nu);
    const std::complex<double> shape = 1.0 - std::cosh(lambda * (z - height / 2)) / std::cosh(lambda * height / 2.0);
    return (force / (density * omega * i) * shape * std::exp(i * omega * time)).real();
}

cht::Physics swinging()
{
    cht::Physics physics = water();
    physics.zones[0].force = [](const cht::Vec3&, double time) {
        return cht::Vec3{force * std::cos(omega * time), 0, 0};
    };
    return physics;
}

cht::State womersleyState(int cells)
{
    cht::State state;
    state.temperature.assign(cells, 300);
    state.pressure.assign(cells, 0);
    for (int c = 0; c < cells; ++c)
        for (double u : {womersley((c + 0.5) * height / cells, 0), 0.0, 0.0}) state.velocity.push_back(u);
    return state;
}

cht::Solution swing(int cells, int steps)
{
    const auto solver = test::solverOn(column(cells));
    solver->restore(womersleyState(cells));
    const double end = pi / omega;
    return solver->advance(swinging(), test::tight(), {end, end / steps, true}, nullptr);
}

} // namespace

TEST_CASE("Flow between plates that is switched on follows the series solution to 0.2 %")
{
    cht::Physics physics = water();
    const double gradient = 120, top = gradient * height * height / (8 * viscosity); // [Pa/m], [m/s]
    physics.periodic[0].pressureGradient = gradient;
    std::vector<double> errors;
    test::solverOn(column(60))
        ->advance(physics, {}, {0.5 * diffusionTime, 0.0025 * diffusionTime, true}, [&](const cht::Solution& solution) {
            const double fo = solution.time / diffusionTime;
            if (fo < 0.0199) return true;
            errors.push_back(largestError(solution,
                                          [&](double z) {
                                              const double y = z / height;
                                              return top *
                                                     (4 * y * (1 - y) - series(
                                                                            [&](int n) {
                                                                                return 32 / std::pow(n * pi, 3) *
                                                                                       std::sin(n * pi * y) *
                                                                                       std::exp(-n * n * pi * pi * fo);
                                                                            },
                                                                            1, 2));
                                          }) /
                             top);
            CHECK(solution.massImbalance < 1e-9);
            return true;
        });
    REQUIRE(errors.size() > 100);
    CHECK(*std::max_element(errors.begin(), errors.end()) < 0.002);
}

TEST_CASE("A wall that starts to move drags the fluid along as the series solution says, to 0.2 %")
{
    cht::Physics physics = water();
    const double speed = 0.01; // [m/s]
    physics.boundaries[0].velocityField = [=](const cht::Vec3&, double) { return cht::Vec3{speed, 0, 0}; };
    double error = 0;
    test::solverOn(column(60))
        ->advance(physics, {}, {0.5 * diffusionTime, 0.0025 * diffusionTime, true}, [&](const cht::Solution& solution) {
            const double fo = solution.time / diffusionTime;
            if (fo < 0.0199) return true;
            const double off = largestError(solution, [&](double z) {
                const double y = z / height;
                return speed * (1 - y -
                                series(
                                    [&](int n) {
                                        return 2 / (n * pi) * std::sin(n * pi * y) * std::exp(-n * n * pi * pi * fo);
                                    },
                                    1, 1));
            });
            error = std::max(error, off / speed);
            return true;
        });
    CHECK(error > 0);
    CHECK(error < 0.002);
}

TEST_CASE("An oscillating plane channel is of second order in time")
{
    double error[3];
    for (int i = 0; i < 3; ++i)
        error[i] = largestError(swing(400, 8 << i), [](double z) { return womersley(z, pi / omega); });
    INFO("errors " << error[0] << " " << error[1] << " " << error[2] << " m/s");
    CHECK(error[2] < 0.002 * force / (density * omega));
    CHECK(test::order(error[0], error[1]) > 1.9);
    CHECK(test::order(error[1], error[2]) > 1.9);
}

TEST_CASE("A flow in time that is stopped and taken up again goes on as if it had not been")
{
    constexpr int cells = 40;
    const double end = pi / omega;
    const cht::Solution whole = swing(cells, 8);
    const auto first = test::solverOn(column(cells));
    first->restore(womersleyState(cells));
    first->advance(swinging(), test::tight(), {end, end / 8, true},
                   [&](const cht::Solution& solution) { return solution.time < 0.49 * end; });
    const auto second = test::solverOn(column(cells));
    second->restore(first->state());
    const cht::Solution rest = second->advance(swinging(), test::tight(), {end, end / 8, true}, nullptr);
    for (int c = 0; c < cells; ++c)
        CHECK(rest.cells.velocity[c][0] == Approx(whole.cells.velocity[c][0]).margin(1e-9 * force / (density * omega)));
}

// Taylor's vortex u = sin x cos z, w = -cos x sin z in a box of free slip decays as exp(-2 nu t).
TEST_CASE("A decaying vortex, with its pressure, is of second order in time")
{
    constexpr int n = 24;
    meshes::BlockGrid grid;
    for (int axis : {0, 2}) grid.axes[axis].segments = {{pi, n, 1}};
    grid.axes[1].segments = {{0.1, 1, 1}};
    grid.zones = {"water"};
    for (Side side : {Side::xMin, Side::xMax, Side::yMin, Side::yMax, Side::zMin, Side::zMax})
        grid.patches.push_back({"slip", "water", side});
    cht::Physics physics;
    physics.zones = {test::fluid("water", 1, 1, 0.02, 1)};
    physics.zones[0].force = [](const cht::Vec3&, double) { return cht::Vec3{}; }; // what is not driven is at rest
    physics.boundaries = {test::symmetry("slip")};
    physics.initialTemperature = 300;
    const double end = 4;
    std::vector<double> speeds[4];
    double energy[2] = {0, 0};
    for (int run = 0; run < 4; ++run) {
        const auto solver = test::solverOn(grid);
        cht::State state;
        state.temperature.assign(n * n, 300);
        state.pressure.assign(n * n, 0);
        for (int c = 0; c < n * n; ++c) {
            const double x = (c % n + 0.5) * pi / n, z = (c / n + 0.5) * pi / n;
            for (double u : {std::sin(x) * std::cos(z), 0.0, -std::cos(x) * std::sin(z)}) state.velocity.push_back(u);
        }
        solver->restore(state);
        const cht::Solution last =
            solver->advance(physics, test::tight(), {end, end / (8 << run), true}, [&](const cht::Solution& solution) {
                CHECK(solution.massImbalance < 1e-10);
                return true;
            });
        for (const auto& u : last.cells.velocity) speeds[run].insert(speeds[run].end(), {u[0], u[2]});
        if (run == 3)
            for (std::size_t i = 0; i < state.velocity.size(); ++i) {
                energy[0] += std::pow(state.velocity[i], 2);
                energy[1] += std::pow(last.cells.velocity[i / 3][i % 3], 2);
            }
    }
    double change[3] = {0, 0, 0};
    for (int run = 0; run < 3; ++run)
        for (std::size_t i = 0; i < speeds[run].size(); ++i)
            change[run] = std::max(change[run], std::abs(speeds[run + 1][i] - speeds[run][i]));
    INFO("changes " << change[0] << " " << change[1] << " " << change[2] << " m/s");
    CHECK(test::order(change[0], change[1]) > 1.8);
    CHECK(test::order(change[1], change[2]) > 1.9);
    CHECK(energy[1] / energy[0] == Approx(std::exp(-4 * 0.02 * end)).epsilon(0.03)); // 24 cells across
}

namespace {

constexpr double gasConstant = 287, gasHeat = 1005, pressure = 101325, gasLength = 0.1, gasSpeed = 0.2;
constexpr double strongest = 20e3; // [W/m^3]

double heating(double time) { return strongest * std::pow(std::sin(20 * time), 2); }

cht::Physics gas()
{
    cht::Physics physics;
    cht::ZoneMaterial air = test::fluid("air", 1, gasHeat, 1.8e-5, 1e-5);
    air.gas = true;
    air.density = cht::Law([](double t) { return pressure / (gasConstant * t); });
    air.heatField = [](const cht::Vec3&, double time) { return heating(time); };
    physics.zones = {air};
    physics.boundaries = {test::inlet("inlet", gasSpeed, 300), test::outlet("outlet"), test::symmetry("sides")};
    return physics;
}

meshes::BlockGrid duct()
{
    meshes::BlockGrid grid;
    grid.axes[0].segments = {{gasLength, 20, 1}};
    grid.axes[1].segments = {{0.01, 1, 1}};
    grid.axes[2].segments = {{0.01, 1, 1}};
    grid.zones = {"air"};
    grid.patches = {{"inlet", "air", Side::xMin}, {"outlet", "air", Side::xMax}};
    for (Side side : {Side::yMin, Side::yMax, Side::zMin, Side::zMax}) grid.patches.push_back({"sides", "air", side});
    return grid;
}

} // namespace

// At constant pressure rho T is constant, so that d(rho h)/dt = 0 and div u = q R / (cp p) at every instant: the gas that
// leaves is what comes in and what the heat drives out.
TEST_CASE("A gas that is heated in time expands at once, with mass and heat conserved")
{
    const bool inertia = GENERATE(false, true);
    const double end = 0.1;
    double error[2];
    for (int run = 0; run < 2; ++run) {
        error[run] = 0;
        cht::Tolerances tolerances = test::tight();
        tolerances.flow = 1e-9;
        const auto solver = test::solverOn(duct());
        cht::State state;
        state.temperature.assign(20, 300);
        state.pressure.assign(20, 0);
        for (int c = 0; c < 20; ++c) state.velocity.insert(state.velocity.end(), {gasSpeed, 0, 0});
        solver->restore(state);
        solver->advance(gas(), tolerances, {end, end / (20 << run), inertia}, [&](const cht::Solution& solution) {
            CHECK(solution.massImbalance < 1e-9);
            CHECK(solution.energyImbalance < 1e-8);
            for (int c = 0; c < 19; ++c) { // the last has the velocity of the outlet's face
                const double expected = gasSpeed + heating(solution.time) * solution.cells.centre[c][0] * gasConstant /
                                                       (gasHeat * pressure);
                error[run] = std::max(error[run], std::abs(solution.cells.velocity[c][0] - expected));
            }
            return true;
        });
    }
    const double driven = strongest * gasLength * gasConstant / (gasHeat * pressure); // [m/s]
    INFO("largest errors " << error[0] << " " << error[1] << " m/s of " << driven << " m/s");
    CHECK(error[1] < 0.01 * driven);
}

TEST_CASE("A transient from a steady state stays there")
{
    const bool inertia = GENERATE(false, true);
    cht::Physics physics = gas();
    physics.zones[0].heatField = nullptr;
    physics.zones[0].heatSource = strongest;
    const auto solver = test::solverOn(duct());
    const cht::Solution steady = solver->solve(physics, test::tight());
    REQUIRE(steady.maxTemperature > 303);
    solver->restore(solver->state());
    const cht::Solution last = solver->advance(physics, test::tight(), {0.1, 0.05, inertia}, nullptr);
    CHECK(last.maxTemperature == Approx(steady.maxTemperature).margin(1e-6));
    CHECK(last.pressureDrop == Approx(steady.pressureDrop).epsilon(1e-6));
}

TEST_CASE("What cannot be solved in time is refused by name")
{
    cht::Physics turbulent = gas();
    turbulent.zones[0].regime = cht::Regime::automatic;
    CHECK_THROWS_WITH(test::solverOn(duct())->advance(turbulent, {}, {1, 0.1, true}, nullptr),
                      Catch::Contains("zone 'air' is or may be turbulent"));
    cht::Physics shut = gas();
    shut.boundaries = {test::held("inlet", 400), test::symmetry("sides")};
    shut.initialTemperature = 300;
    shut.gravity = {0, 0, -9.81};
    shut.buoyancy = cht::Buoyancy::density;
    CHECK_THROWS_WITH(test::solverOn(duct())->advance(shut, {}, {1, 0.1, false}, nullptr),
                      Catch::Contains("zone 'air' is a gas that is shut in"));
}
