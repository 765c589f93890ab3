// Heat conduction in time against exact solutions.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/verification/cht/Models.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <fstream>
#include <sstream>

using namespace coldloop;
using meshes::Side;

namespace {

constexpr double pi = 3.14159265358979323846;
constexpr double density = 2000, specificHeat = 500, conductivity = 10; // diffusivity 1e-5 m^2/s
constexpr double diffusivity = conductivity / (density * specificHeat);
constexpr double initial = 300; // [K]

cht::ZoneMaterial material()
{
    cht::ZoneMaterial solid = test::solid("solid", {conductivity, conductivity, conductivity});
    solid.density = density;
    solid.specificHeat = specificHeat;
    return solid;
}

// A bar along x with patches "left" and "right".
meshes::BlockGrid bar(double length, int cells, double expansion)
{
    meshes::BlockGrid grid;
    grid.axes[0].segments = {{length, cells, expansion}};
    grid.axes[1].segments = grid.axes[2].segments = {{1e-3, 1, 1}};
    grid.zones = {"solid"};
    grid.patches = {{"left", "solid", Side::xMin}, {"right", "solid", Side::xMax}};
    return grid;
}

cht::Physics model(std::vector<cht::Boundary> boundaries)
{
    cht::Physics physics;
    physics.zones = {material()};
    physics.boundaries = std::move(boundaries);
    physics.initialTemperature = initial;
    return physics;
}

// The n-th root of z tan z = Bi.
double root(double biot, int n)
{
    double low = (n - 1) * pi, high = low + pi / 2;
    for (int i = 0; i < 100; ++i) {
        const double middle = (low + high) / 2;
        (middle * std::tan(middle) > biot ? high : low) = middle;
    }
    return low;
}

// Plane wall of half thickness L, insulated at x = 0, with h at x = L: (T - T_a) / (T_0 - T_a).
double planeWall(double biot, double x, double fourier)
{
    double sum = 0;
    for (int n = 1; n <= 40; ++n) {
        const double z = root(biot, n);
        sum += 4 * std::sin(z) / (2 * z + std::sin(2 * z)) * std::exp(-z * z * fourier) * std::cos(z * x);
    }
    return sum;
}

} // namespace

TEST_CASE("A plane wall cools by convection as the series says, Fo 0.2 to 1")
{
    const double biot = GENERATE(0.1, 1.0, 10.0), half = 10e-3, ambient = 350;
    cht::Boundary convection;
    convection.patch = "right";
    convection.thermal = cht::ThermalBoundary::convection;
    convection.temperature = ambient;
    convection.heatTransfer = biot * conductivity / half;
    const auto solver = test::solverOn(bar(half, 40, 0.3));
    const double unit = half * half / diffusivity; // Fo 1 [s]
    double worst = 0, imbalance = 0;
    int looked = 0;
    solver->advance(model({convection}), {}, {unit, unit / 50}, [&](const cht::Solution& solution) {
        imbalance = std::max(imbalance, solution.energyImbalance);
        const double fourier = solution.time / unit;
        if (fourier < 0.199) return true;
        const auto theta = [&](double t) { return (t - ambient) / (initial - ambient); };
        const double centre = theta(solver->patch("left").temperature[0]);
        const double surface = theta(solver->patch("right").temperature[0]);
        worst = std::max({worst, std::abs(centre / planeWall(biot, 0, fourier) - 1),
                          std::abs(surface / planeWall(biot, 1, fourier) - 1)});
        ++looked;
        return true;
    });
    INFO("Bi " << biot << ": largest deviation " << worst);
    CHECK(looked == 41);
    CHECK(worst < 0.002);
    CHECK(imbalance < 1e-6);
}

TEST_CASE("The series of the plane wall is that of the reference table")
{
    std::ifstream file(COLDLOOP_REFERENCE_DIR "/analytic/plane_wall_transient_roots.csv");
    if (!file) {
        WARN("skipped: " COLDLOOP_REFERENCE_DIR "/analytic is absent");
        return;
    }
    int rows = 0;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || !std::isdigit(line[0])) continue;
        std::vector<double> row;
        std::stringstream numbers(line);
        for (std::string number; std::getline(numbers, number, ',');) row.push_back(std::stod(number));
        CHECK(planeWall(row[0], 0, 0.2) == Approx(row[7]).margin(2e-6));
        CHECK(planeWall(row[0], 0, 1) == Approx(row[8]).margin(2e-6));
        ++rows;
    }
    CHECK(rows == 11);
}

// T - T_0 = (T_s - T_0) erfc(x / (2 sqrt(a t))), heat flux k (T_s - T_0) / sqrt(pi a t), after the jump at t = 0.
TEST_CASE("A half-space warms as the error function says")
{
    const double end = 20, length = 6 * std::sqrt(4 * diffusivity * end) / 2, step = 20; // [s], [m], [K]
    const auto solver = test::solverOn(bar(length, 80, 20));
    double worstFlux = 0, worstTemperature = 0;
    solver->advance(model({test::held("left", initial + step)}), {}, {end, end / 200}, [&](const cht::Solution& s) {
        if (s.time < end / 5) return true;
        const cht::SurfaceField left = solver->patch("left");
        const double exact = conductivity * step / std::sqrt(pi * diffusivity * s.time);
        worstFlux = std::max(worstFlux, std::abs(left.heat[0] / left.area[0] / exact - 1));
        for (std::size_t c = 0; c < s.cells.volume.size(); ++c) {
            const double rise = step * std::erfc(s.cells.centre[c][0] / std::sqrt(4 * diffusivity * s.time));
            worstTemperature = std::max(worstTemperature, std::abs(s.cells.temperature[c] - initial - rise) / step);
        }
        return true;
    });
    INFO("largest deviations: flux " << worstFlux << ", temperature " << worstTemperature << " of the jump");
    CHECK(worstFlux < 0.002);
    CHECK(worstTemperature < 0.002);
}

// On n equal cells between insulated ends cos(pi x / L) decays with 4 a / dx^2 sin^2(pi dx / 2 L), exactly: with the source
// that makes its amplitude 1 - cos(w t), what is left is the error in time.
TEST_CASE("Time is second order on a smooth solution")
{
    const double length = 20e-3, amplitude = 10, omega = 2, end = 1;
    const int cells = 8;
    const double dx = length / cells, decay = 4 * diffusivity / (dx * dx) * std::pow(std::sin(pi / (2 * cells)), 2);
    cht::Physics physics = model({});
    physics.zones[0].heatField = [&](const cht::Vec3& x, double t) {
        const double rate = omega * std::sin(omega * t) + decay * (1 - std::cos(omega * t));
        return density * specificHeat * amplitude * rate * std::cos(pi * x[0] / length);
    };
    double former = 0, order = 0;
    for (int steps : {5, 10, 20, 40}) {
        const auto solver = test::solverOn(bar(length, cells, 1));
        const cht::Solution last = solver->advance(physics, test::tight(), {end, end / steps}, nullptr);
        double error = 0;
        for (std::size_t c = 0; c < last.cells.volume.size(); ++c) {
            const double exact =
                amplitude * (1 - std::cos(omega * end)) * std::cos(pi * last.cells.centre[c][0] / length);
            error = std::max(error, std::abs(last.cells.temperature[c] - initial - exact));
        }
        order = test::order(former, error);
        UNSCOPED_INFO(steps << " steps: error " << error << " K, order " << order);
        former = error;
    }
    CHECK(order >= 1.9);
    CHECK(order <= 2.2);
}

TEST_CASE("What is stored is what was given, and a step of power leaves no ripples")
{
    const double power = 1e8, end = 0.5; // [W/m^3], [s]
    cht::Physics physics = model({});
    physics.zones[0].heatField = [&](const cht::Vec3& x, double t) { return t < end / 2 || x[0] > 5e-3 ? 0 : power; };
    const auto solver = test::solverOn(bar(10e-3, 20, 1));
    double lowest = 1e9, former = initial;
    const cht::Solution last = solver->advance(physics, test::tight(), {end, end / 10}, [&](const cht::Solution& s) {
        CHECK(s.stored == Approx(s.heatIn).margin(1e-9));
        CHECK(s.energyImbalance < 1e-8);
        CHECK(s.maxTemperature >= former - 1e-9);
        former = s.maxTemperature;
        for (double t : s.cells.temperature) lowest = std::min(lowest, t);
        return true;
    });
    double mean = 0, volume = 0;
    for (std::size_t c = 0; c < last.cells.volume.size(); ++c) {
        mean += last.cells.volume[c] * last.cells.temperature[c];
        volume += last.cells.volume[c];
    }
    CHECK(mean / volume - initial == Approx(0.5 * power * end / 2 / (density * specificHeat)).epsilon(1e-9));
    CHECK(lowest >= initial - 1e-9);
}
