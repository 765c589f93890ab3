// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/Turbulence.h"

#include "solver/cht/openfoam/WorstCell.h"
#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace coldloop::cht {

namespace {

constexpr int steps = 10;      // of the transport equations for one flow,
constexpr double tooFar = 0.5; // fewer where mu_t changes by more than this: the flow must follow
constexpr double betaStar = 0.09;
constexpr double usualIntensity = 0.05, fromLaminar = 0.01, lengthInDiameters = 0.07;

double length(const Vec3& v) { return std::sqrt(dot(v, v)); }

std::vector<FlowBoundary> kindsOf(const TurbulentPart& part, const std::function<FlowBoundary(int)>& kind)
{
    std::vector<FlowBoundary> kinds;
    for (int p = 0; p < int(part.mesh.patches.size()); ++p)
        kinds.push_back(p < part.openPatch ? kind(p) : FlowBoundary::outlet);
    return kinds;
}

// 4 volume / wetted area of the chosen cells, or the cube root of the volume where nothing is wetted [m].
double hydraulicDiameter(const Geometry& g, const std::vector<char>& chosen,
                         const std::function<FlowBoundary(int)>& kind)
{
    double volume = 0, area = 0;
    for (int c = 0; c < g.ownedCells; ++c) volume += chosen[c] ? g.volume[c] : 0;
    for (std::size_t p = 0; p < g.patches.size(); ++p)
        for (int f = g.patches[p].start; f < g.patches[p].start + g.patches[p].size; ++f)
            if (kind(int(p)) == FlowBoundary::wall && chosen[g.owner[f]]) area += g.magArea(f);
    volume = sumOver(g.halo->communicator(), volume);
    area = sumOver(g.halo->communicator(), area);
    return area > 0 ? 4 * volume / area : std::cbrt(volume);
}

void checkNumbers(const TurbulenceModel& model, const std::vector<int>& cellOf, const Geometry& g)
{
    for (const std::string& name : model.fieldNames()) {
        const std::vector<double> values = model.field(name);
        std::vector<double> ofFluid(g.ownedCells);
        for (std::size_t i = 0; i < values.size(); ++i)
            if (g.owned(cellOf[i])) ofFluid[cellOf[i]] = values[i];
        const WorstCell cell = worstCell(g, {}, ofFluid);
        if (!std::isfinite(cell.value))
            throw SolveError(
                fmt::format("turbulence: {} is no longer a number {}. Refine the mesh there, or start from "
                            "the solution of a lower flow.",
                            name, placeOf(cell)));
    }
}

} // namespace

FlowBoundary Turbulence::kind(int patch) const
{
    return patch < int(setup_.boundaries.size()) ? setup_.boundaries[patch].flow : FlowBoundary::wall;
}

// Intensity and length of the largest eddies as k and omega or epsilon.
TurbulentInflow Turbulence::inflow(double speed, double intensity, double size) const
{
    const double k = std::max(1.5 * std::pow(intensity * speed, 2), 1e-12);
    const double omega = std::sqrt(k) / (std::pow(betaStar, 0.25) * size);
    return {k, setup_.model == "kEpsilon" ? betaStar * k * omega : omega};
}

Turbulence::Turbulence(TurbulenceSetup setup, const meshes::PolyMesh& mesh, const SubGeometry& fluid)
    : setup_(std::move(setup)), fluid_(fluid)
{
    if (setup_.model != "kOmegaSST" && setup_.model != "kEpsilon")
        throw InputError(fmt::format("3-D model: turbulence model '{}' is not known. Write 'kOmegaSST' or 'kEpsilon'.",
                                     setup_.model));
    const auto kindOf = [this](int patch) { return kind(patch); };
    const Geometry& g = fluid_.geometry;
    part_ = turbulentPart(mesh, g, fluid_.flipped, setup_.turbulent);
    for (int p = 0; p < part_.openPatch; ++p)
        if (meshes::MeshPatch& patch = part_.mesh.patches[p]; patch.kind != meshes::PatchKind::cyclic)
            patch.kind = kind(p) == FlowBoundary::symmetry ? meshes::PatchKind::symmetry : meshes::PatchKind::plain;
    diameter_ = hydraulicDiameter(g, setup_.turbulent, kindOf);
    const TurbulentInflow start = inflow(setup_.speed, usualIntensity, lengthInDiameters * diameter_);
    model_ = std::make_unique<TurbulenceModel>(setup_.model, part_, kindsOf(part_, kindOf), start);
    take();
}

bool Turbulence::renew(const TurbulenceSetup& setup)
{
    bool same = setup.model == setup_.model && setup.turbulent == setup_.turbulent;
    for (std::size_t p = 0; p < setup.boundaries.size(); ++p)
        same = same && setup.boundaries[p].flow == setup_.boundaries[p].flow;
    if (maxOver(fluid_.geometry.halo->communicator(), same ? 0 : 1) > 0) return false;
    const double speed = setup_.speed;
    setup_ = setup;
    setup_.speed = speed;
    return true;
}

// Volume flow and velocities of the part.
MeanFlow Turbulence::meanFlow(const std::vector<double>& unknowns, const std::vector<double>& flux,
                              const FlowConditions& molecular) const
{
    const Geometry& g = fluid_.geometry;
    std::vector<double> u(unknowns);
    u.resize(4 * std::size_t(g.cells()));
    g.halo->update(u, 4);
    const auto at = [&](int c) {
        return Vec3{u[4 * std::size_t(c)], u[4 * std::size_t(c) + 1], u[4 * std::size_t(c) + 2]};
    };
    MeanFlow mean;
    for (int c : part_.cellOf) {
        mean.velocity.push_back(at(c));
        mean.viscosity.push_back(molecular.viscosity[c] / molecular.density[c]);
    }
    for (std::size_t i = 0; i < part_.faceOf.size(); ++i) {
        const int f = part_.faceOf[i], o = g.owner[f];
        const bool inside = f < g.internalFaces;
        const int e = inside ? g.neighbour[f] : o;
        const double w = inside ? g.ownerWeight(f) : 1.0;
        const double density = w * molecular.density[o] + (1 - w) * molecular.density[e];
        mean.flux.push_back((part_.reversed[i] ? -1 : 1) * flux[f] / density);
        if (int(i) < part_.mesh.internalFaces()) continue;
        const bool given = !inside && molecular.boundary[f - g.internalFaces] != FlowBoundary::outlet;
        mean.boundaryVelocity.push_back(given ? molecular.boundaryVelocity[f - g.internalFaces]
                                              : plus(times(w, at(o)), times(1 - w, at(e))));
    }
    mean.inflow = inflows(mean, molecular);
    return mean;
}

// What the patches bring in, from the mean speed on each.
std::vector<TurbulentInflow> Turbulence::inflows(const MeanFlow& mean, const FlowConditions& molecular) const
{
    const MPI_Comm communicator = fluid_.geometry.halo->communicator();
    std::vector<TurbulentInflow> all(part_.mesh.patches.size());
    double viscosity = 0;
    for (int c : part_.cellOf) viscosity = std::max(viscosity, molecular.viscosity[c] / molecular.density[c]);
    viscosity = maxOver(communicator, viscosity);
    for (int p = 0; p <= part_.openPatch; ++p) {
        const meshes::MeshPatch& patch = part_.mesh.patches[p];
        double area = 0, speed = 0;
        for (int i = patch.start; i < patch.start + patch.size; ++i) {
            const double size = fluid_.geometry.magArea(part_.faceOf[i]);
            area += size;
            speed += size * length(mean.boundaryVelocity[i - part_.mesh.internalFaces()]);
        }
        area = sumOver(communicator, area);
        speed = area > 0 ? sumOver(communicator, speed) / area : 0.0;
        const bool known = p < int(setup_.boundaries.size());
        const double given = known ? setup_.boundaries[p].turbulenceLength : 0.0;
        all[p] = inflow(speed, known ? setup_.boundaries[p].turbulenceIntensity : usualIntensity,
                        given > 0 ? given : lengthInDiameters * diameter_);
        if (p < part_.openPatch) continue;
        all[p] = inflow(speed, fromLaminar, 1); // with an eddy viscosity of the molecular one's size
        const double k = all[p].k;
        all[p].dissipation = setup_.model == "kEpsilon" ? betaStar * k * k / viscosity : k / viscosity;
    }
    return all;
}

void Turbulence::correct(const std::vector<double>& unknowns, const std::vector<double>& flux,
                         const FlowConditions& molecular)
{
    const MeanFlow mean = meanFlow(unknowns, flux, molecular);
    const std::vector<double> before = model_->eddyViscosity();
    std::vector<double> last;
    for (int step = 0; step < steps; ++step) {
        last = model_->eddyViscosity();
        model_->iterate(mean);
        checkNumbers(*model_, part_.cellOf, fluid_.geometry);
        change_ = changeSince(before);
        if (change_ > tooFar) break;
    }
    change_ = std::max(change_, changeSince(last)); // every other step may bring the same back
    setup_.density = molecular.density;
    viscosity_ = molecular.viscosity;
    take();
}

// Of the model's eddy viscosity.
double Turbulence::changeSince(const std::vector<double>& before) const
{
    const Geometry& g = fluid_.geometry;
    const std::vector<double> now = model_->eddyViscosity();
    double difference = 0, size = 0;
    for (std::size_t i = 0; i < now.size(); ++i) {
        const double volume = g.volume[part_.cellOf[i]];
        difference += volume * std::pow(now[i] - before[i], 2);
        size += volume * std::pow(std::max(now[i], before[i]), 2);
    }
    size = sumOver(g.halo->communicator(), size);
    difference = sumOver(g.halo->communicator(), difference);
    return size > 0 ? std::sqrt(difference / size) : 0.0;
}

// Eddy viscosity and walls from the model.
void Turbulence::take()
{
    const Geometry& g = fluid_.geometry;
    takeWalls();
    const std::vector<double> nut = equilibriumAtWalls(model_->eddyViscosity());
    eddyViscosity_.assign(g.cells(), 0.0);
    for (std::size_t i = 0; i < nut.size(); ++i)
        eddyViscosity_[part_.cellOf[i]] = nut[i] * setup_.density[part_.cellOf[i]];
    g.halo->update(eddyViscosity_);
}

void Turbulence::addTo(FlowConditions& molecular) const
{
    const Geometry& g = fluid_.geometry;
    molecular.variableViscosity = true;
    molecular.wallViscosity.clear();
    for (int f = g.internalFaces; f < g.faces(); ++f) {
        const int c = g.owner[f];
        molecular.wallViscosity.push_back(molecular.viscosity[c] +
                                          molecular.density[c] * wall_[f - g.internalFaces].eddyViscosity);
    }
    for (int c = 0; c < g.cells(); ++c) molecular.viscosity[c] += eddyViscosity_[c];
}

} // namespace coldloop::cht
