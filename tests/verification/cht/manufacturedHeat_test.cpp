// Manufactured solutions of the energy equation in two materials that touch at y = 1/2: temperature and flux are
// continuous there, everything else is general. With s = sin(pi (y - 1/2)) and n.K grad T the flux across the interface,
//
//     lower:  T = A(x, z) + s C(x, z)
//     upper:  T = A + s [ K_yy C + ( (K_yx - K'_yx) A_x + (K_yz - K'_yz) A_z ) / pi ] / K'_yy      (K' of the upper)
//
// The source q = -div(K grad T) + rho cp u.grad T is formed by differences of the exact solution, far finer than the mesh.
// The order is that of the L2 error over all cells on the last pair of four meshes, each twice as fine.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/Transform.h"
#include "tests/verification/cht/Models.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace coldloop;
using cht::Vec3;
using meshes::Side;

namespace {

constexpr double pi = 3.14159265358979323846;
constexpr double reference = 300; // [K]

using Field = std::function<double(const Vec3&)>;

Vec3 moved(Vec3 x, int axis, double by)
{
    x[axis] += by;
    return x;
}

// Derivatives of smooth fields, fourth order.
double slope(const Field& f, const Vec3& x, int axis)
{
    const double h = 1e-3;
    return (8 * (f(moved(x, axis, h)) - f(moved(x, axis, -h))) - f(moved(x, axis, 2 * h)) + f(moved(x, axis, -2 * h))) /
           (12 * h);
}

double speed(const Vec3& x) { return 1 - 2 * x[1]; } // of coolant along x in the lower half [m/s]

struct Materials {
    double specificHeat = 0; // of the lower one, rho = 1
    cht::Tensor lower{}, upper{};
};

// The wave of a coolant that enters and leaves without conduction has no slope along x at x = 0 and 1.
double wave(const Materials& materials, const Vec3& x)
{
    return materials.specificHeat > 0 ? std::cos(pi * x[0]) : x[0];
}

double levelA(const Materials& materials, const Vec3& x)
{
    const double along = wave(materials, x);
    return 20 * std::sin(1.3 * along + 0.4) + 10 * std::cos(0.9 * x[2] + 0.3 + 0.5 * along);
}

double slopeC(const Materials& materials, const Vec3& x)
{
    return 5 + 4 * std::cos(1.1 * wave(materials, x) - 0.6 * x[2]);
}

double lowerTemperature(const Materials& materials, const Vec3& x)
{
    return levelA(materials, x) + std::sin(pi * (x[1] - 0.5)) * slopeC(materials, x);
}

double upperTemperature(const Materials& materials, const Vec3& x)
{
    const auto &k = materials.lower[1], &other = materials.upper[1];
    double bent = k[1] * slopeC(materials, x);
    const Field a = [&](const Vec3& y) { return levelA(materials, y); };
    for (int i : {0, 2})
        if (k[i] != other[i]) bent += (k[i] - other[i]) * slope(a, x, i) / pi;
    return levelA(materials, x) + std::sin(pi * (x[1] - 0.5)) * bent / other[1];
}

Vec3 heatFlux(const cht::Tensor& k, const Field& t, const Vec3& x) // K grad T
{
    const Vec3 g{slope(t, x, 0), slope(t, x, 1), slope(t, x, 2)};
    Vec3 q{};
    for (int i = 0; i < 3; ++i)
        for (int j = 0; j < 3; ++j) q[i] += k[i][j] * g[j];
    return q;
}

double divergence(const cht::Tensor& k, const Field& t, const Vec3& x)
{
    double sum = 0;
    for (int i = 0; i < 3; ++i) sum += slope([&](const Vec3& y) { return heatFlux(k, t, y)[i]; }, x, i);
    return sum;
}

meshes::PolyMesh box(int n)
{
    meshes::BlockGrid grid;
    grid.axes[0].segments = grid.axes[2].segments = {{1, n, 1}};
    grid.axes[1].segments = {{0.5, n / 2, 1}, {1, n / 2, 1}};
    grid.zones = {"lower", "upper"};
    grid.patches = {{"lower-west", "lower", Side::xMin},  {"lower-east", "lower", Side::xMax},
                    {"lower-front", "lower", Side::zMin}, {"lower-back", "lower", Side::zMax},
                    {"bottom", "lower", Side::yMin},      {"upper-west", "upper", Side::xMin},
                    {"upper-east", "upper", Side::xMax},  {"upper-front", "upper", Side::zMin},
                    {"upper-back", "upper", Side::zMax},  {"top", "upper", Side::yMax}};
    return makeBlockMesh(grid);
}

// Temperatures are given west, at the bottom and in front of the upper half, fluxes elsewhere.
void addBoundary(cht::Physics& physics, const std::string& name, const cht::Tensor& k, const Field& t,
                 const Vec3& outward)
{
    cht::Boundary boundary;
    boundary.patch = name;
    if (outward[0] < 0 || name == "bottom" || name == "upper-front") {
        boundary.thermal = cht::ThermalBoundary::fixedTemperature;
        boundary.temperature = reference;
        boundary.temperatureField = [t](const Vec3& x, double) { return reference + t(x); };
    } else {
        boundary.thermal = cht::ThermalBoundary::heatFlux;
        boundary.heatFluxField = [k, t, outward](const Vec3& x, double) {
            const Vec3 q = heatFlux(k, t, x);
            return q[0] * outward[0] + q[1] * outward[1] + q[2] * outward[2];
        };
    }
    physics.boundaries.push_back(boundary);
}

void addBoundaries(cht::Physics& physics, const Materials& materials, const Field& lower, const Field& upper)
{
    for (const auto& [half, k, t] :
         {std::tuple{"lower", &materials.lower, &lower}, std::tuple{"upper", &materials.upper, &upper}}) {
        const std::string name = half;
        addBoundary(physics, name + "-west", *k, *t, {-1, 0, 0});
        addBoundary(physics, name + "-east", *k, *t, {1, 0, 0});
        addBoundary(physics, name + "-front", *k, *t, {0, 0, -1});
        addBoundary(physics, name + "-back", *k, *t, {0, 0, 1});
    }
    addBoundary(physics, "bottom", materials.lower, lower, {0, -1, 0});
    addBoundary(physics, "top", materials.upper, upper, {0, 1, 0});
}

// Coolant in the lower half that the bottom drags along: u = 1 - 2 y, which every second-order scheme has exactly.
void addCoolant(cht::Physics& physics, double specificHeat)
{
    cht::ZoneMaterial& coolant = physics.zones[0];
    coolant.fluid = true;
    coolant.viscosity = 1;
    coolant.specificHeat = specificHeat;
    for (cht::Boundary& boundary : physics.boundaries) {
        if (boundary.patch == "lower-west") {
            boundary.thermal = cht::ThermalBoundary::inlet;
            boundary.flow = cht::FlowBoundary::inlet;
        }
        if (boundary.patch == "lower-east") {
            boundary.thermal = cht::ThermalBoundary::outlet;
            boundary.flow = cht::FlowBoundary::outlet;
        }
        if (boundary.patch == "lower-west" || boundary.patch == "bottom")
            boundary.velocityField = [](const Vec3& x, double) { return Vec3{speed(x), 0, 0}; };
        if (boundary.patch == "lower-front" || boundary.patch == "lower-back")
            boundary.flow = cht::FlowBoundary::symmetry;
    }
}

cht::Physics model(const Materials& materials, const Field& lower, const Field& upper)
{
    cht::Physics physics;
    physics.zones = {test::solid("lower", {1, 1, 1}), test::solid("upper", {1, 1, 1})};
    for (cht::ZoneMaterial& material : physics.zones) {
        const bool isLower = material.zone == "lower";
        const cht::Tensor k = isLower ? materials.lower : materials.upper;
        const Field t = isLower ? lower : upper;
        const double cp = isLower ? materials.specificHeat : 0;
        material.conductivityShape = k;
        material.density = material.specificHeat = 1;
        material.heatField = [k, t, cp](const Vec3& x, double) {
            double q = -divergence(k, t, x);
            if (cp > 0) q += cp * speed(x) * slope(t, x, 0);
            return q;
        };
    }
    addBoundaries(physics, materials, lower, upper);
    if (materials.specificHeat > 0) addCoolant(physics, materials.specificHeat);
    return physics;
}

// L2 error of the temperature [K].
double error(const Materials& materials, meshes::PolyMesh mesh)
{
    const Field lower = [&](const Vec3& x) { return lowerTemperature(materials, x); };
    const Field upper = [&](const Vec3& x) { return upperTemperature(materials, x); };
    cht::Tolerances tolerances;
    tolerances.energy = tolerances.flow = 1e-9;
    const cht::Solution solution =
        cht::loadOpenFoam()(std::move(mesh))->solve(model(materials, lower, upper), tolerances);
    double sum = 0, volume = 0;
    const cht::CellField& cells = solution.cells;
    for (std::size_t c = 0; c < cells.volume.size(); ++c) {
        const Field& exact = cells.regionNames[cells.region[c]] == "lower" ? lower : upper;
        sum += cells.volume[c] * std::pow(cells.temperature[c] - reference - exact(cells.centre[c]), 2);
        volume += cells.volume[c];
    }
    return std::sqrt(sum / volume);
}

cht::Tensor scaled(double k) { return {{{k, 0, 0}, {0, k, 0}, {0, 0, k}}}; }

// diag(k1, k2, k3) with its axes turned about z, then about x [rad].
cht::Tensor turned(const Vec3& k, double aboutZ, double aboutX)
{
    const double c = std::cos(aboutZ), s = std::sin(aboutZ), d = std::cos(aboutX), e = std::sin(aboutX);
    const double axes[3][3] = {{c, s * d, s * e}, {-s, c * d, c * e}, {0, -e, d}};
    cht::Tensor tensor{};
    for (int a = 0; a < 3; ++a)
        for (int i = 0; i < 3; ++i)
            for (int j = 0; j < 3; ++j) tensor[i][j] += k[a] * axes[a][i] * axes[a][j];
    return tensor;
}

enum class Cells { hexahedra, perturbed, tetrahedra };

double observedOrder(const Materials& materials, Cells kind, int coarsest)
{
    double former = 0, order = 0;
    for (int n = coarsest, level = 0; level < 4; ++level, n *= 2) {
        meshes::PolyMesh mesh = box(n);
        if (kind == Cells::perturbed) mesh = meshes::perturbed(std::move(mesh), 0.2, 1);
        if (kind == Cells::tetrahedra) mesh = meshes::tetrahedra(mesh);
        const double now = error(materials, std::move(mesh));
        order = test::order(former, now);
        UNSCOPED_INFO("n = " << n << ": error " << now << " K, order " << order);
        former = now;
    }
    return order;
}

} // namespace

TEST_CASE("Manufactured conduction through materials of 1 : 1000 is second order on hexahedra")
{
    const Materials materials{0, scaled(1), scaled(1000)};
    CHECK(observedOrder(materials, Cells::hexahedra, 4) >= 1.9);
}

TEST_CASE("Manufactured conduction through materials of 1 : 1000 is second order on perturbed cells and tetrahedra")
{
    const Materials materials{0, scaled(1), scaled(1000)};
    CHECK(observedOrder(materials, Cells::perturbed, 4) >= 1.8);
    CHECK(observedOrder(materials, Cells::tetrahedra, 2) >= 1.8);
}

const Materials turnedMaterials{0, turned({1, 4, 0.5}, 0.6, 0.4), turned({50, 800, 200}, -0.5, 0.9)};

TEST_CASE("Manufactured conduction with axes not along the mesh is second order on hexahedra")
{
    CHECK(observedOrder(turnedMaterials, Cells::hexahedra, 4) >= 1.9);
}

TEST_CASE("Manufactured conduction with axes not along the mesh is second order on perturbed cells and tetrahedra",
          "[slow]")
{
    CHECK(observedOrder(turnedMaterials, Cells::perturbed, 4) >= 1.8);
    CHECK(observedOrder(turnedMaterials, Cells::tetrahedra, 2) >= 1.8);
}

TEST_CASE("Manufactured convection beside a solid 1000 times as conductive is second order", "[slow]")
{
    const Materials materials{50, scaled(1), scaled(1000)};
    CHECK(observedOrder(materials, Cells::hexahedra, 4) >= 1.9);
    CHECK(observedOrder(materials, Cells::perturbed, 4) >= 1.8);
    CHECK(observedOrder(materials, Cells::tetrahedra, 2) >= 1.8);
}
