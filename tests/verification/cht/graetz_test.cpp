// Thermal entrance between walls of one temperature, flow developed before (Graetz), in a tube and between plates:
//
//     u / u_max = 1 - y^2,   T = T_in on the wall before x = 0, T = T_wall behind;   x* = x / (Dh Re Pr)
//     theta = (T_wall - T_bulk) / (T_wall - T_in) = C sum G_n / lambda_n^2 e_n,   e_n = exp(-s lambda_n^2 x*)
//     Nu = s / 4 sum G_n e_n / sum G_n / lambda_n^2 e_n,   s = (Dh / half)^2 u_mean / u_max
//
// with the eigenvalues of (y^m R')' + lambda^2 y^m (1 - y^2) R = 0, R'(0) = R(1) = 0, and
// G_n = R_n'(1) / (lambda_n dR/dlambda(1)).
// Source: R. K. Shah, A. L. London, Laminar Flow Forced Convection in Ducts (1978), whose tables the series meets. It
// neglects conduction along the flow; Re Pr is 10,000 here.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/verification/cht/Models.h"
#include "tests/verification/cht/TubeSector.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace coldloop;
using meshes::Side;

namespace {

constexpr double stations[] = {0.002, 0.005, 0.01, 0.05}; // x*
constexpr double peclet = 1e4, prandtl = 7, inletTemperature = 300, wallTemperature = 310;

struct Section {
    int power;              // m above: 1 of a tube, 0 of plates
    double diameter;        // hydraulic [m]; half height or radius 1 m
    double peak;            // u_max / u_mean
    double firstEigenvalue; // about; the others follow at distances of 4
    double tabled[4];       // Nu at the stations, Shah and London
};
constexpr Section tube{1, 2, 2, 8.0 / 3, {8.036, 6.002, 4.916, 3.710}};
constexpr Section plates{0, 4, 1.5, 5.0 / 3, {10.545, 8.517, 7.741, 7.541}};

// R, y^m R' at y = 1 and the derivative of R by lambda, by the classical Runge-Kutta method.
struct Mode {
    double value = 1, slope = 0, sensitivity = 0, sensitivitySlope = 0;
};
Mode mode(const Section& section, double lambda)
{
    constexpr int steps = 2000;
    const double h = 1.0 / steps;
    const auto rate = [&](double y, const Mode& r) {
        const double weight = std::pow(y, section.power), inverse = y > 0 ? 1 / weight : 0; // R' is 0 on the axis
        const double source = weight * (1 - y * y);
        return Mode{inverse * r.slope, -lambda * lambda * source * r.value, inverse * r.sensitivitySlope,
                    -source * (2 * lambda * r.value + lambda * lambda * r.sensitivity)};
    };
    const auto moved = [](const Mode& r, double d, const Mode& by) {
        return Mode{r.value + d * by.value, r.slope + d * by.slope, r.sensitivity + d * by.sensitivity,
                    r.sensitivitySlope + d * by.sensitivitySlope};
    };
    Mode r;
    for (int i = 0; i < steps; ++i) {
        const double y = i * h;
        const Mode a = rate(y, r), b = rate(y + h / 2, moved(r, h / 2, a)), c = rate(y + h / 2, moved(r, h / 2, b));
        const Mode d = rate(y + h, moved(r, h, c));
        r = moved(moved(moved(moved(r, h / 6, a), h / 3, b), h / 3, c), h / 6, d);
    }
    return r;
}

class Series {
public:
    explicit Series(const Section& section) : scale_(section.diameter * section.diameter / section.peak)
    {
        for (int n = 0; n < 25; ++n) {
            double lambda = section.firstEigenvalue + 4 * n;
            Mode r = mode(section, lambda);
            for (int turn = 0; turn < 6; ++turn) { // Newton
                lambda -= r.value / r.sensitivity;
                r = mode(section, lambda);
            }
            terms_.push_back({lambda * lambda, r.slope / (lambda * r.sensitivity)});
        }
    }
    double bulk(double station) const { return sum(station, 1) / sum(0, 1); } // theta
    double nusselt(double station) const { return scale_ / 4 * sum(station, 0) / sum(station, 1); }

private:
    double sum(double station, int power) const
    {
        double all = 0;
        for (const auto& [square, weight] : terms_)
            all += weight / std::pow(square, power) * std::exp(-scale_ * square * station);
        return all;
    }

    double scale_;
    std::vector<std::pair<double, double>> terms_; // lambda^2, G
};

// Corners of cells that grow by one factor, `ratio` in all.
std::vector<double> growing(double begin, double end, int cells, double ratio)
{
    std::vector<double> width, out{begin};
    double total = 0;
    for (int i = 0; i < cells; ++i) {
        width.push_back(std::pow(ratio, double(i) / (cells - 1)));
        total += width.back();
    }
    for (double w : width) out.push_back(out.back() + (end - begin) * w / total);
    return out;
}

constexpr int across = 24, entry = 8, along = 300; // cells
constexpr double growthAcross = 2, growthAlong = 30;

meshes::PolyMesh mesh(const Section& section)
{
    const double end = 0.055 * section.diameter * peclet;
    if (section.power == 1) {
        std::vector<double> x = growing(-section.diameter, 0, entry, 0.5);
        const std::vector<double> behind = growing(0, end, along, growthAlong);
        x.insert(x.end(), behind.begin() + 1, behind.end());
        return test::tubeSector(growing(0, 1, across, growthAcross), x, false);
    }
    meshes::BlockGrid grid;
    grid.axes[0].start = -section.diameter;
    grid.axes[0].segments = {{0, entry, 0.5}, {end, along, growthAlong}};
    grid.axes[1].segments = {{1, across, 1 / growthAcross}};
    grid.axes[2].segments = {{1, 1, 1}};
    grid.zones = {"water", "water"};
    grid.patches = {{"start", "water", Side::xMin}, {"end", "water", Side::xMax},   {"wall", "water", Side::yMax},
                    {"sides", "water", Side::yMin}, {"sides", "water", Side::zMin}, {"sides", "water", Side::zMax}};
    return meshes::makeBlockMesh(grid);
}

cht::Physics model(const Section& section)
{
    const double viscosity = section.diameter * prandtl / peclet; // of mean velocity 1 and density 1
    cht::Physics physics;
    physics.zones = {test::fluid("water", 1, 1, viscosity, viscosity / prandtl)};
    cht::Boundary inlet = test::inlet("start", 0, inletTemperature), wall = test::held("wall", wallTemperature);
    inlet.velocityField = [&](const cht::Vec3& x, double) {
        const double y = section.power == 1 ? std::hypot(x[1], x[2]) : x[1];
        return cht::Vec3{section.peak * (1 - y * y), 0, 0};
    };
    wall.temperatureField = [](const cht::Vec3& x, double) { return x[0] < 0 ? inletTemperature : wallTemperature; };
    physics.boundaries = {inlet, test::outlet("end"), wall, test::symmetry("sides")};
    return physics;
}

} // namespace

TEST_CASE("Coolant in a tube and between plates of one temperature has the local Nusselt numbers of Graetz's series")
{
    for (const Section& section : {plates, tube}) {
        const Series series(section);
        const auto solver = cht::loadOpenFoam()(mesh(section));
        cht::Tolerances tolerances = test::tight();
        tolerances.flow = 1e-9; // the residual at rest is that of the first cells, small beside the length: rounding
        const cht::Solution solution = solver->solve(model(section), tolerances);
        CHECK(solution.energyImbalance < 1e-8);
        const cht::SurfaceField wall = solver->patch("wall");
        for (int i = 0; i < 4; ++i) {
            CHECK(series.nusselt(stations[i]) == Approx(section.tabled[i]).epsilon(1e-4));
            const double x = test::layer(solution.cells, stations[i] * section.diameter * peclet); // nearest, and there
            const double station = x / (section.diameter * peclet), conductivity = section.diameter / peclet;
            const double bulk = test::section(solution.cells, "water", x).bulkTemperature;
            const double nusselt =
                test::strip(wall, x).heatFlux * section.diameter / (conductivity * (wallTemperature - bulk));
            INFO((section.power == 1 ? "tube" : "plates")
                 << ", x* " << station << ": Nu " << nusselt << ", error " << nusselt / series.nusselt(station) - 1);
            CHECK(station == Approx(stations[i]).epsilon(0.01));
            CHECK(nusselt == Approx(series.nusselt(station)).epsilon(0.01));
            CHECK((wallTemperature - bulk) / (wallTemperature - inletTemperature) ==
                  Approx(series.bulk(station)).epsilon(0.005));
        }
    }
}
