// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/model/FinArray.h"

#include "solver/core/Error.h"
#include "solver/core/Ranks.h"

#include <algorithm>
#include <cmath>

namespace coldloop::model {

namespace {

using meshes::Side;

// Cells of one channel solved in full: across its gap, a fin, its height.
constexpr int cellsGap = 24, cellsFin = 12, cellsHeight = 48;
constexpr int sliceGap = 12, sliceFin = 4, sliceHeight = 20, sliceAlong = 160; // of a slice from inlet to outlet
constexpr double mixing = 1e5; // times the conductivity across a coarse channel or fin: one temperature there
constexpr double rise = 1;     // of the coolant over a piece of channel [K]: the equations are linear

cht::Tolerances tolerances()
{
    cht::Tolerances t;
    t.flow = 1e-8;
    t.energy = 1e-9;
    return t;
}

cht::ZoneMaterial frozen(cht::ZoneMaterial material, double temperature)
{
    material.density = material.density(temperature);
    material.specificHeat = material.specificHeat(temperature);
    material.hasEnthalpy = false;
    material.enthalpy = {};
    material.conductivity = material.conductivity(temperature);
    if (material.fluid) material.viscosity = material.viscosity(temperature);
    material.minTemperature = 0;
    material.maxTemperature = 1e9;
    material.saturationPressure = {};
    return material;
}

meshes::Plate resolved(meshes::Plate plate, int gap, int fin, int height)
{
    plate.lump = 0;
    plate.cellsGap = gap;
    plate.cellsFin = fin;
    plate.cellsHeight = height;
    return plate;
}

// A slice of the plate, whole or a piece of the channels between x = 0 and `length`.
meshes::BlockGrid sliceGrid(const meshes::Plate& plate, double cellSize, double length)
{
    const meshes::Cut slice = meshes::sliceOf(plate);
    std::vector<meshes::Brick> bricks = meshes::cut(meshes::plateBricks(plate, 0), 1, slice.from, slice.to);
    if (length > 0) { // beside the slot of a plate that has one
        const double from = plate.finnedLength / 4;
        bricks = meshes::cut(bricks, 0, from, from + length);
    }
    // Across, the bricks say how many cells there are.
    meshes::BlockGrid grid = meshes::gridOfBricks(bricks, cellSize);
    grid.patches = {{"middle", "", Side::yMin, meshes::PatchKind::symmetry},
                    {"middle", "", Side::yMax, meshes::PatchKind::symmetry}};
    if (length > 0) return grid;
    const double x = plate.finnedLength / 2, far = plate.width;
    for (meshes::PatchRule& rule : meshes::platePatches(plate)) grid.patches.push_back(std::move(rule));
    grid.patches.push_back(
        {"heated", "", Side::zMin, meshes::PatchKind::plain, "", meshes::Box{{-x, -far, -1}, {x, far, 1}}});
    return grid;
}

cht::Physics slicePhysics(const FinArray& fins, double temperature, bool coarse, bool plenums)
{
    cht::Physics physics;
    const auto add = [&](const cht::ZoneMaterial& of, const char* zone) {
        physics.zones.push_back(frozen(of, temperature));
        physics.zones.back().zone = zone;
    };
    add(fins.metal, meshes::plateZone);
    if (!coarse || plenums) add(fins.coolant, meshes::coolantZone);
    if (coarse) {
        add(fins.metal, meshes::finMetalZone);
        add(fins.coolant, meshes::finsZone);
        if (plenums) add(fins.coolant, meshes::finEndsZone);
    }
    cht::Boundary middle;
    middle.patch = "middle";
    middle.flow = cht::FlowBoundary::symmetry;
    physics.boundaries.push_back(middle);
    physics.initialTemperature = temperature;
    return physics;
}

struct Averages { // over volume; the mixing cup weighted by the velocity
    double metal = 0, coolant = 0, cup = 0;
};

Averages averages(const cht::CellField& cells, bool coarse, double floor, double ceiling)
{
    const std::string coolant = coarse ? meshes::finsZone : meshes::coolantZone;
    const std::string metal = coarse ? meshes::finMetalZone : meshes::plateZone;
    std::vector<double> sums(6); // volume and volume x temperature of metal, of coolant, flow and flow x temperature
    for (std::size_t c = 0; c < cells.volume.size(); ++c) {
        const std::string& zone = cells.regionNames[cells.region[c]];
        const double v = cells.volume[c], t = cells.temperature[c];
        if (zone == metal && cells.centre[c][2] > floor && cells.centre[c][2] < ceiling) {
            sums[0] += v;
            sums[1] += v * t;
        } else if (zone == coolant) {
            sums[2] += v;
            sums[3] += v * t;
            sums[4] += v * cells.velocity[c][0];
            sums[5] += v * cells.velocity[c][0] * t;
        }
    }
    sums = ranks::sums(sums);
    return {sums[1] / sums[0], sums[3] / sums[2], sums[5] / sums[4]};
}

struct Exchange {
    double heat = 0, area = 0, temperature = 0; // of the wall, area mean
};
// Between zones on faces that look along y (the fins' sides) or along z.
Exchange exchange(const cht::ConjugateSolver& solver, const std::string& from, const std::string& to, double floor,
                  double ceiling, bool sides)
{
    const cht::SurfaceField faces = solver.interface(from, to);
    std::vector<double> sums(3);
    const double slack = 1e-9;
    for (std::size_t f = 0; f < faces.area.size(); ++f) {
        const double z = faces.centre[f][2];
        if ((z > floor + slack && z < ceiling - slack) != sides || z > ceiling - slack) continue;
        sums[0] += faces.heat[f];
        sums[1] += faces.area[f];
        sums[2] += faces.area[f] * faces.temperature[f];
    }
    sums = ranks::sums(sums);
    return {sums[0], sums[1], sums[2] / sums[1]};
}

// What a piece of a channel, fine or coarse, says.
struct Piece {
    double gradient = 0;   // [Pa/m]
    double resistance = 0; // (base - mean coolant) / heat per plane area [m^2 K/W]
    double offset = 0;     // mean coolant - mixing cup, per rise of the coolant along the channel [m]
    double side = 0, floor = 0;
};

class PieceSolver {
public:
    PieceSolver(const FinArray& fins, bool coarse, const cht::SolverFactory& factory)
        : fins_(fins), coarse_(coarse), length_(fins.plate.gap),
          plate_(coarse ? fins.plate : resolved(fins.plate, cellsGap, cellsFin, cellsHeight))
    {
        meshes::BlockGrid grid = sliceGrid(plate_, length_, length_);
        grid.patches.push_back({"in", "", Side::xMin, meshes::PatchKind::cyclic, "out"});
        grid.patches.push_back({"out", "", Side::xMax, meshes::PatchKind::cyclic, "in"});
        grid.patches.push_back({"base", "", Side::zMin});
        grid_ = grid;
        meshes::PolyMesh mesh;
        ranks::onFirst([&] { mesh = meshes::makeBlockMesh(grid); });
        solver_ = factory(std::move(mesh));
    }

    Piece solve(double velocity, double temperature, const FinCoefficients* coefficients)
    {
        cht::Physics physics = slicePhysics(fins_, temperature, coarse_, false);
        if (coarse_) applyFins(fins_, *coefficients, physics);
        cht::Boundary base;
        base.patch = "base";
        base.thermal = cht::ThermalBoundary::fixedTemperature;
        base.temperature = temperature;
        const double start = grid_.axes[0].start, length = length_;
        base.temperatureField = [=](const cht::Vec3& x, double) {
            return temperature + rise * ((x[0] - start) / length - 0.5);
        };
        physics.boundaries.push_back(base);
        physics.periodic = {{"in", velocity, 0, rise, false}};
        const cht::Solution solution = solver_->solve(physics, tolerances());
        return figures(solution, temperature);
    }

private:
    Piece figures(const cht::Solution& solution, double temperature) const
    {
        const double floor = plate_.base, ceiling = floor + plate_.height;
        const Averages mean = averages(solution.cells, coarse_, floor, ceiling);
        const char* const coolant = coarse_ ? meshes::finsZone : meshes::coolantZone;
        const Exchange side =
            exchange(*solver_, coarse_ ? meshes::finMetalZone : meshes::plateZone, coolant, floor, ceiling, true);
        const Exchange bottom = exchange(*solver_, meshes::plateZone, coolant, floor, ceiling, false);
        const cht::SurfaceField base = solver_->patch("base");
        std::vector<double> sums(2);
        for (std::size_t f = 0; f < base.area.size(); ++f) {
            sums[0] += base.heat[f];
            sums[1] += base.area[f];
        }
        sums = ranks::sums(sums);
        Piece piece;
        piece.gradient = solution.pressureDrop / length_;
        piece.resistance = (temperature - mean.coolant) * sums[1] / sums[0];
        piece.offset = (mean.coolant - mean.cup) * length_ / rise;
        piece.side = side.heat / (side.area * (mean.metal - mean.coolant));
        piece.floor = bottom.heat / (bottom.area * (bottom.temperature - mean.coolant));
        return piece;
    }

    const FinArray& fins_;
    bool coarse_;
    double length_;
    meshes::Plate plate_;
    meshes::BlockGrid grid_;
    std::unique_ptr<cht::ConjugateSolver> solver_;
};

} // namespace

double channelVelocity(const FinArray& fins)
{
    const meshes::Plate& plate = fins.plate;
    const int ways = plate.kind == meshes::PlateKind::split ? 2 : 1; // each half carries half of the flow
    return fins.volumeFlow / ways / (meshes::plateFins(plate) * plate.gap * plate.height);
}

double meanTemperature(const FinArray& fins)
{
    const double t = fins.inletTemperature;
    return t + fins.power / (2 * fins.volumeFlow * fins.coolant.density(t) * fins.coolant.specificHeat(t));
}

FinCoefficients finCoefficients(const FinArray& fins, double velocity, double temperature,
                                const cht::SolverFactory& factory)
{
    const cht::ZoneMaterial coolant = frozen(fins.coolant, temperature);
    const double viscosity = coolant.viscosity(temperature),
                 carried = coolant.density(temperature) * coolant.specificHeat(temperature) * velocity;
    PieceSolver resolvedPiece(fins, false, factory);
    const Piece fine = resolvedPiece.solve(velocity, temperature, nullptr);
    const double faster = resolvedPiece.solve(2 * velocity, temperature, nullptr).gradient;
    FinCoefficients found;
    found.velocity = velocity;
    found.temperature = temperature;
    found.forchheimer = // 0 to rounding where the channels are straight and the flow laminar
        std::max(0.0, (faster - 2 * fine.gradient) / (coolant.density(temperature) * velocity * velocity));
    found.darcy = std::min(fine.gradient, 2 * fine.gradient - faster / 2) / (viscosity * velocity);
    found.side = fine.side;
    found.floor = fine.floor;
    found.dispersion = carried * fine.offset;
    PieceSolver coarse(fins, true, factory);
    const double whole = found.darcy;
    for (int turn = 0; turn < 4; ++turn) { // the coarse walls hold back nearly in proportion to the velocity
        const Piece piece = coarse.solve(velocity, temperature, &found);
        found.side *= std::pow(piece.resistance / fine.resistance, 1.5); // which falls with about its -0.6th power
        found.floor = std::clamp(found.floor * fine.floor / piece.floor, 0.01 * found.floor, 100 * found.floor);
        found.darcy = std::max(0.1 * whole, found.darcy - (piece.gradient - fine.gradient) / (viscosity * velocity));
        found.dispersion = std::max(0.0, carried * (fine.offset - piece.offset));
    }
    const Piece last = coarse.solve(velocity, temperature, &found);
    found.resistanceDifference = last.resistance / fine.resistance - 1;
    found.gradientDifference = last.gradient / fine.gradient - 1;
    return found;
}

void applyFins(const FinArray& fins, const FinCoefficients& of, cht::Physics& physics)
{
    for (cht::ZoneMaterial& zone : physics.zones) {
        if (zone.zone == meshes::finsZone) {
            zone.darcy = {of.darcy, of.darcy, of.darcy};
            zone.forchheimer = {of.forchheimer, of.forchheimer, of.forchheimer};
            zone.conductivityShape = cht::isotropic;
            zone.conductivityShape[0][0] = 1 + of.dispersion / zone.conductivity(of.temperature);
            zone.conductivityShape[1][1] = mixing;
        } else if (zone.zone == meshes::finMetalZone) {
            zone.conductivityShape = cht::isotropic;
            zone.conductivityShape[1][1] = mixing;
        } else if (zone.zone == meshes::finEndsZone) {
            zone.thickened = meshes::channelsInLump(fins.plate);
        }
    }
    const auto ofFins = [](const cht::ContactResistance& contact) {
        return contact.zoneA == meshes::finsZone || contact.zoneB == meshes::finsZone;
    };
    auto& contacts = physics.contacts;
    contacts.erase(std::remove_if(contacts.begin(), contacts.end(), ofFins), contacts.end());
    contacts.push_back({meshes::finMetalZone, meshes::finsZone, 1 / (meshes::channelsInLump(fins.plate) * of.side)});
    contacts.push_back({meshes::plateZone, meshes::finsZone, 1 / of.floor});
}

namespace {

struct Slice {
    double resistance = 0, pressureDrop = 0;
};

Slice solveSlice(const FinArray& fins, const FinCoefficients* coefficients, const cht::SolverFactory& factory)
{
    const meshes::Plate plate = coefficients ? fins.plate : resolved(fins.plate, sliceGap, sliceFin, sliceHeight);
    const meshes::Cut slice = meshes::sliceOf(plate);
    const double pitch = plate.gap + plate.fin;
    const double share = (slice.to - slice.from) / (meshes::plateFins(plate) * pitch); // of the plate
    meshes::PolyMesh mesh;
    ranks::onFirst([&] { mesh = meshes::makeBlockMesh(sliceGrid(plate, plate.finnedLength / sliceAlong, 0)); });
    const auto solver = factory(std::move(mesh));
    cht::Physics physics = slicePhysics(fins, meanTemperature(fins), coefficients != nullptr, true);
    if (coefficients) applyFins(fins, *coefficients, physics);
    const auto add = [&](const char* patch) -> cht::Boundary& {
        physics.boundaries.emplace_back();
        physics.boundaries.back().patch = patch;
        return physics.boundaries.back();
    };
    cht::Boundary& heated = add("heated");
    heated.thermal = cht::ThermalBoundary::heatFlux;
    heated.heatFlux = share * fins.power / (plate.finnedLength * (slice.to - slice.from));
    cht::Boundary& inlet = add("inlet");
    inlet.flow = cht::FlowBoundary::inlet;
    inlet.thermal = cht::ThermalBoundary::inlet;
    inlet.temperature = fins.inletTemperature;
    inlet.massFlow = share * fins.volumeFlow * fins.coolant.density(meanTemperature(fins));
    cht::Boundary& outlet = add("outlet");
    outlet.flow = cht::FlowBoundary::outlet;
    outlet.thermal = cht::ThermalBoundary::outlet;
    outlet.temperature = fins.inletTemperature;
    const cht::Solution solution = solver->solve(physics, tolerances());
    const cht::SurfaceField base = solver->patch("heated");
    const auto hottest = std::max_element(base.temperature.begin(), base.temperature.end());
    const double highest = ranks::largest(hottest == base.temperature.end() ? 0 : *hottest);
    return {(highest - fins.inletTemperature) / fins.power, solution.pressureDrop};
}

} // namespace

SliceComparison compareSlices(const FinArray& fins, const FinCoefficients& coefficients,
                              const cht::SolverFactory& factory)
{
    const Slice fine = solveSlice(fins, nullptr, factory), coarse = solveSlice(fins, &coefficients, factory);
    return {fine.resistance, coarse.resistance, fine.pressureDrop, coarse.pressureDrop};
}

} // namespace coldloop::model
