// What OpenFoamSolver tells of its solution: surfaces, and states to continue from.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/OpenFoamSolver.h"

#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>

namespace coldloop::cht {

namespace {

// The numbers of all ranks, one rank after the other, on every rank.
std::vector<double> gatheredOnAll(MPI_Comm communicator, const std::vector<double>& mine)
{
    int size = 1;
    MPI_Comm_size(communicator, &size);
    const int count = int(mine.size());
    std::vector<int> counts(size), starts(size);
    MPI_Allgather(&count, 1, MPI_INT, counts.data(), 1, MPI_INT, communicator);
    for (int rank = 1; rank < size; ++rank) starts[rank] = starts[rank - 1] + counts[rank - 1];
    std::vector<double> all(starts.back() + counts.back());
    MPI_Allgatherv(mine.data(), count, MPI_DOUBLE, all.data(), counts.data(), starts.data(), MPI_DOUBLE, communicator);
    return all;
}

constexpr int faceNumbers = 9;

void addFace(std::vector<double>& rows, const Vec3& centre, std::initializer_list<double> values)
{
    rows.insert(rows.end(), centre.begin(), centre.end());
    rows.insert(rows.end(), values);
}

SurfaceField fieldOf(const std::vector<double>& rows, bool isInterface)
{
    SurfaceField field;
    for (std::size_t i = 0; i < rows.size(); i += faceNumbers) {
        const double* row = &rows[i];
        field.centre.push_back({row[0], row[1], row[2]});
        field.area.push_back(row[3]);
        field.temperature.push_back(row[4]);
        if (isInterface) field.otherTemperature.push_back(row[5]);
        field.heat.push_back(row[6]);
        field.pressure.push_back(row[7]);
        if (!isInterface) field.massFlow.push_back(row[8]);
    }
    return field;
}

} // namespace

void OpenFoamSolver::expectSolved() const { expects(solved_, "ConjugateSolver: a surface before a solution"); }

SurfaceField OpenFoamSolver::patch(const std::string& name) const
{
    expectSolved();
    const auto found = std::find_if(geometry_.patches.begin(), geometry_.patches.end(),
                                    [&](const PatchRange& patch) { return patch.name == name; });
    if (found == geometry_.patches.end()) throw InputError(fmt::format("3-D model: the mesh has no patch '{}'.", name));
    std::vector<double> pressure(found->size, 0.0);
    if (flow_) {
        const PatchRange& wet = fluid_.geometry.patches[found - geometry_.patches.begin()];
        for (int f = wet.start; f < wet.start + wet.size; ++f)
            pressure[fluid_.faceOf[f] - found->start] = flowState_.boundaryPressure[f - fluid_.geometry.internalFaces];
    }
    const EnergySystem& system = energy_.system();
    std::vector<double> rows;
    for (int f = found->start; f < found->start + found->size; ++f)
        addFace(rows, geometry_.faceCentre[f],
                {geometry_.magArea(f), setup_.referenceTemperature + system.ownerFaceTemperature(f), 0,
                 -system.conduction(f) - system.convection(f), pressure[f - found->start], -flux_[f]});
    return fieldOf(gatheredOnAll(communicator(), rows), false);
}

SurfaceField OpenFoamSolver::interface(const std::string& zoneA, const std::string& zoneB) const
{
    expectSolved();
    const EnergySystem& system = energy_.system();
    const meshes::PolyMesh& mesh = distribution_.mesh;
    std::vector<double> rows;
    for (int f = 0; f < geometry_.internalFaces; ++f) {
        const int o = geometry_.owner[f], e = geometry_.neighbour[f];
        const std::string &owner = mesh.zoneNames[mesh.zone[o]], &neighbour = mesh.zoneNames[mesh.zone[e]];
        const bool forward = owner == zoneA && neighbour == zoneB, backward = owner == zoneB && neighbour == zoneA;
        if (zoneA == zoneB || !(forward || backward) || !geometry_.owned(o)) continue; // the owner's rank tells
        double first = setup_.referenceTemperature + system.ownerFaceTemperature(f);
        double second = setup_.referenceTemperature + system.neighbourFaceTemperature(f);
        if (backward) std::swap(first, second);
        addFace(rows, geometry_.faceCentre[f],
                {geometry_.magArea(f), first, second, (forward ? 1 : -1) * system.conduction(f), 0, 0});
    }
    const SurfaceField field = fieldOf(gatheredOnAll(communicator(), rows), true);
    if (field.area.empty())
        throw InputError(fmt::format("3-D model: zones '{}' and '{}' share no face.", zoneA, zoneB));
    return field;
}

namespace {

// Numbers of owned cells from all ranks on rank 0, in the order of the mesh as it was given; empty on other ranks.
std::vector<double> inMeshOrder(const Distribution& distribution, const std::vector<double>& mine, int width)
{
    const MPI_Comm communicator = distribution.halo->communicator();
    std::vector<double> numbers(distribution.cellOf.begin(), distribution.cellOf.begin() + distribution.ownedCells);
    const std::vector<double> where = gatheredOnAll(communicator, numbers), values = gatheredOnAll(communicator, mine);
    int rank = 0;
    MPI_Comm_rank(communicator, &rank);
    if (rank != 0) return {};
    std::vector<double> all(values.size());
    for (std::size_t i = 0; i < where.size(); ++i)
        std::copy(&values[i * width], &values[i * width] + width, &all[std::size_t(where[i]) * width]);
    return all;
}

// The owned cells' share of numbers that rank 0 holds in the order of the mesh.
std::vector<double> share(const Distribution& distribution, std::vector<double> all, int width)
{
    const MPI_Comm communicator = distribution.halo->communicator();
    unsigned long long size = all.size();
    MPI_Bcast(&size, 1, MPI_UNSIGNED_LONG_LONG, 0, communicator);
    all.resize(size);
    MPI_Bcast(all.data(), int(size), MPI_DOUBLE, 0, communicator);
    std::vector<double> mine;
    if (size == 0) return mine;
    for (int c = 0; c < distribution.ownedCells; ++c) {
        const double* values = &all[std::size_t(distribution.cellOf[c]) * width];
        mine.insert(mine.end(), values, values + width);
    }
    return mine;
}

} // namespace

// Also of a solve that failed or was stopped: where it had come to.
State OpenFoamSolver::state() const
{
    const int n = geometry_.ownedCells;
    std::vector<double> temperature, velocity(3 * std::size_t(n)), pressure(n);
    for (int c = 0; c < n; ++c) temperature.push_back(absoluteTemperature(c));
    if (flow_) {
        const Read unknowns(flow_->unknowns());
        for (int c = 0; c < fluid_.geometry.ownedCells; ++c) {
            const double* x = unknowns + 4 * std::size_t(c);
            std::copy(x, x + 3, &velocity[3 * std::size_t(fluid_.cellOf[c])]);
            pressure[fluid_.cellOf[c]] = x[3];
        }
    }
    State state;
    state.time = time_;
    state.temperature = inMeshOrder(distribution_, temperature, 1);
    state.velocity = inMeshOrder(distribution_, velocity, 3);
    state.pressure = inMeshOrder(distribution_, pressure, 1);
    if (!turbulence_) return state;
    for (const auto& [name, values] : turbulence_->fields()) {
        std::vector<double> ofCells(n);
        for (std::size_t c = 0; c < values.size(); ++c) ofCells[fluid_.cellOf[c]] = values[c];
        state.turbulence.emplace_back(name, inMeshOrder(distribution_, ofCells, 1));
    }
    return state;
}

void OpenFoamSolver::restore(const State& state)
{
    energy_.setTemperature(share(distribution_, state.temperature, 1));
    startVelocity_ = share(distribution_, state.velocity, 3);
    startPressure_ = share(distribution_, state.pressure, 1);
    startTurbulence_.clear();
    for (const char* name : {"k", "omega", "epsilon", "nut"}) {
        std::vector<double> values; // on rank 0
        for (const auto& [known, ofCells] : state.turbulence)
            if (known == name) values = ofCells;
        if (maxOver(communicator(), double(values.size())) > 0)
            startTurbulence_.emplace_back(name, share(distribution_, values, 1));
    }
    time_ = state.time;
    restored_ = true;
}

} // namespace coldloop::cht
