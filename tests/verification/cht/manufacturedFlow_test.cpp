// Manufactured laminar flow in a cube, on hexahedra, on cells whose corners are moved at random, and on tetrahedra.
//
//     u = (sin x' cos y' cos z', cos x' sin y' cos z', -2 cos x' cos y' sin z'),  p = cos x' cos y' cos z',  x' = pi x
//
// u is free of divergence and has no component across the walls, which move with its tangential part; the force is
// what the momentum equation leaves over.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/BlockGrid.h"
#include "meshes/Transform.h"
#include "solver/cht/Loader.h"
#include "tests/verification/cht/Models.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace coldloop;
using cht::Vec3;

namespace {

constexpr double pi = 3.14159265358979323846, viscosity = 0.05; // density and size 1: Re about 20 to 40

struct Waves {
    double s[3], c[3];
    explicit Waves(const Vec3& x)
    {
        for (int i = 0; i < 3; ++i) {
            s[i] = std::sin(pi * x[i]);
            c[i] = std::cos(pi * x[i]);
        }
    }
};

Vec3 exactVelocity(const Vec3& x)
{
    const Waves w(x);
    return {w.s[0] * w.c[1] * w.c[2], w.c[0] * w.s[1] * w.c[2], -2 * w.c[0] * w.c[1] * w.s[2]};
}

double exactPressure(const Vec3& x)
{
    const Waves w(x);
    return w.c[0] * w.c[1] * w.c[2];
}

Vec3 force(const Vec3& x, double)
{
    const Waves w(x);
    const double *s = w.s, *c = w.c;
    const Vec3 u = exactVelocity(x);
    const double slope[3][3] = {{c[0] * c[1] * c[2], -s[0] * s[1] * c[2], -s[0] * c[1] * s[2]},
                                {-s[0] * s[1] * c[2], c[0] * c[1] * c[2], -c[0] * s[1] * s[2]},
                                {2 * s[0] * c[1] * s[2], 2 * c[0] * s[1] * s[2], -2 * c[0] * c[1] * c[2]}};
    const Vec3 pressure = {-s[0] * c[1] * c[2], -c[0] * s[1] * c[2], -c[0] * c[1] * s[2]};
    Vec3 result;
    for (int i = 0; i < 3; ++i) {
        result[i] = pi * pressure[i] + viscosity * 3 * pi * pi * u[i];
        for (int j = 0; j < 3; ++j) result[i] += u[j] * pi * slope[i][j];
    }
    return result;
}

enum class Cells { hexahedra, moved, tetrahedra };

meshes::PolyMesh cube(Cells kind, int n)
{
    meshes::BlockGrid grid;
    for (meshes::Axis& axis : grid.axes) axis.segments = {{1, n, 1}};
    grid.zones = {"fluid"};
    const meshes::PolyMesh mesh = meshes::makeBlockMesh(grid);
    if (kind == Cells::hexahedra) return mesh;
    return kind == Cells::moved ? meshes::perturbed(mesh, 0.2, 1) : meshes::tetrahedra(mesh);
}

struct Errors {
    double velocity = 0, pressure = 0; // L2, of a mean pressure of 0
};

Errors errorsOn(Cells kind, int n)
{
    cht::Physics physics;
    physics.zones = {test::fluid("fluid", 1, 1, viscosity, 1)};
    physics.zones[0].force = force;
    cht::Boundary walls = test::held("walls", 300);
    walls.velocityField = [](const Vec3& x, double) { return exactVelocity(x); };
    physics.boundaries = {walls};
    cht::Tolerances tolerances;
    tolerances.flow = 1e-9;
    const cht::Solution solution = cht::loadOpenFoam()(cube(kind, n))->solve(physics, tolerances);
    const cht::CellField& cells = solution.cells;
    double mean = 0;
    for (std::size_t i = 0; i < cells.volume.size(); ++i)
        mean += cells.volume[i] * (cells.pressure[i] - exactPressure(cells.centre[i]));
    Errors errors;
    for (std::size_t i = 0; i < cells.volume.size(); ++i) {
        const Vec3 u = exactVelocity(cells.centre[i]);
        for (int k = 0; k < 3; ++k) errors.velocity += cells.volume[i] * std::pow(cells.velocity[i][k] - u[k], 2);
        errors.pressure += cells.volume[i] * std::pow(cells.pressure[i] - mean - exactPressure(cells.centre[i]), 2);
    }
    return {std::sqrt(errors.velocity), std::sqrt(errors.pressure)};
}

// Orders of velocity and pressure on the last pair of meshes.
Errors observedOrders(Cells kind, const std::vector<int>& sizes)
{
    Errors before, orders;
    int last = 0;
    for (int n : sizes) {
        const Errors now = errorsOn(kind, n);
        if (last > 0) {
            const double ratio = std::log(double(n) / last);
            orders = {std::log(before.velocity / now.velocity) / ratio,
                      std::log(before.pressure / now.pressure) / ratio};
        }
        UNSCOPED_INFO("n = " << n << ": velocity " << now.velocity << ", order " << orders.velocity << "; pressure "
                             << now.pressure << ", order " << orders.pressure);
        before = now;
        last = n;
    }
    return orders;
}

} // namespace

TEST_CASE("Manufactured flow is second order on hexahedra")
{
    const Errors orders = observedOrders(Cells::hexahedra, {6, 9, 13, 19});
    CHECK(orders.velocity >= 1.9);
    CHECK(orders.pressure >= 1.8);
}

TEST_CASE("Manufactured flow is second order on cells with moved corners")
{
    const Errors orders = observedOrders(Cells::moved, {6, 9, 13, 19});
    CHECK(orders.velocity >= 1.8);
    CHECK(orders.pressure >= 1.4);
}

// The pressure balances viscous stresses, whose gradients are exact for linear velocities only.
TEST_CASE("Manufactured flow is second order on tetrahedra, its pressure first order")
{
    const Errors orders = observedOrders(Cells::tetrahedra, {4, 6, 8, 12});
    CHECK(orders.velocity >= 1.8);
    CHECK(orders.pressure >= 1.2);
}
