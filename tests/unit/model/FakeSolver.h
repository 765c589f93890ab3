// A solver without physics: temperatures that relax towards a value given by the mesh and the powers, so that runs, their
// checkpoints and their figures can be tested without OpenFOAM. The first rank holds all cells.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/Measure.h"
#include "solver/cht/ConjugateSolver.h"
#include "solver/core/Error.h"
#include "solver/core/Ranks.h"

#include <cmath>

namespace coldloop::test {

struct FakeLog {
    int made = 0, solves = 0, steps = 0;
    double stallBelow = 0; // residual at which solve() stalls, 0: never
};

class FakeSolver : public cht::ConjugateSolver {
public:
    FakeSolver(meshes::PolyMesh mesh, FakeLog& log)
        : mesh_(std::move(mesh)), log_(log), measures_(meshes::measure(mesh_))
    {
        ++log_.made;
    }

    // Halves the distance to the target in each iteration.
    cht::Solution solve(const cht::Physics& physics, const cht::Tolerances& tolerances) override
    {
        ++log_.solves;
        physics_ = physics;
        if (temperature_ == 0) temperature_ = 300;
        cht::SolveRecord record;
        record.equation = "energy";
        record.initialResidual = 1;
        for (double residual = 1; residual > tolerances.energy;) {
            residual = std::abs(temperature_ - target()) / target();
            if (log_.stallBelow > 0 && residual < log_.stallBelow)
                throw SolveError("energy: residual 1e-3 does not fall any further, worst cell 7 at (0, 0, 0) m");
            temperature_ = (temperature_ + target()) / 2;
            record.history.push_back(residual);
            ++record.iterations;
            if (told_) told_({"energy", record.iterations, residual, 0});
            if (each_ && !each_(solution(0))) break;
        }
        record.finalResidual = record.history.back();
        cht::Solution found = solution(0);
        found.records = {record};
        return found;
    }

    // dT/dt = (target - T) / 10 s, implicit Euler.
    cht::Solution advance(const cht::Physics& physics, const cht::Tolerances&, const cht::TimeControl& time,
                          const std::function<bool(const cht::Solution&)>& each) override
    {
        physics_ = physics;
        if (temperature_ == 0) temperature_ = 300;
        while (time_ < time.end - 1e-9 * time.step) {
            const double step = std::min(time.step, time.end - time_), share = step / 10;
            time_ += step;
            temperature_ = (temperature_ + share * target()) / (1 + share);
            ++log_.steps;
            if (!each(solution(time_))) break;
        }
        return solution(time_);
    }

    void onProgress(std::function<void(const cht::Progress&)> told) override { told_ = std::move(told); }
    void onIteration(std::function<bool(const cht::Solution&)> each) override { each_ = std::move(each); }

    cht::SurfaceField patch(const std::string& name) const override
    {
        cht::SurfaceField field;
        for (const meshes::MeshPatch& patch : mesh_.patches)
            for (int f = patch.start; patch.name == name && f < patch.start + patch.size; ++f) {
                field.centre.push_back(measures_.faceCentre[f]);
                field.area.push_back(std::sqrt(meshes::dot(measures_.faceArea[f], measures_.faceArea[f])));
            }
        const std::size_t faces = field.area.size();
        double area = 0;
        for (double a : field.area) area += a;
        field.temperature.assign(faces, name == "inlet" ? 290 : temperature_);
        field.pressure.assign(faces, name == "inlet" ? 1000 : 0);
        for (double a : field.area) {
            field.heat.push_back(name == "heated" ? 5 * a / area : 0);
            field.massFlow.push_back((name == "inlet" ? 1e-3 : name == "outlet" ? -1e-3 : 0) * a / area);
        }
        return field;
    }
    cht::SurfaceField interface(const std::string&, const std::string&) const override { return {}; }
    const meshes::PolyMesh& mesh() const override { return mesh_; }

    cht::State state() const override
    {
        cht::State state;
        state.time = time_;
        if (ranks::first()) state.temperature.assign(static_cast<std::size_t>(mesh_.cells()), temperature_);
        return state;
    }
    void restore(const cht::State& state) override
    {
        double temperature = state.temperature.empty() ? 0 : state.temperature[0];
        ranks::share(temperature);
        temperature_ = temperature;
        time_ = state.time;
        ranks::share(time_);
    }

private:
    // Converges with the square of the cell size.
    double target() const
    {
        double cells = mesh_.cells(), share = physics_.powerMaps.empty() ? 1 : 2;
        ranks::share(cells);
        for (const cht::Boundary& boundary : physics_.boundaries)
            if (boundary.thermal == cht::ThermalBoundary::heatFlux && boundary.heatFlux == 0) share = 0;
        double power = 0;
        for (const cht::PowerMap& map : physics_.powerMaps)
            for (const cht::PowerRectangle& rectangle : map.rectangles) power += rectangle.power;
        return 310 + power + 40 * share * (1 + 3 * std::pow(cells, -2.0 / 3));
    }

    cht::Solution solution(double time) const
    {
        cht::Solution s;
        s.time = time;
        const auto cells = static_cast<std::size_t>(mesh_.cells());
        s.cells.centre = measures_.cellCentre;
        s.cells.volume = measures_.volume;
        s.cells.region = mesh_.zone;
        s.cells.regionNames = mesh_.zoneNames;
        s.cells.temperature.assign(cells, temperature_);
        s.cells.pressure.assign(cells, 100);
        s.cells.velocity.assign(cells, {0, 0, 2});
        s.maxTemperature = temperature_;
        s.pressureDrop = 1000;
        s.massFlow = 1e-3;
        s.enthalpyRise = 5;
        s.massImbalance = 1e-9 * log_.solves;
        return s;
    }

    meshes::PolyMesh mesh_;
    FakeLog& log_;
    meshes::Measures measures_;
    cht::Physics physics_;
    double temperature_ = 0, time_ = 0;
    std::function<void(const cht::Progress&)> told_;
    std::function<bool(const cht::Solution&)> each_;
};

} // namespace coldloop::test
