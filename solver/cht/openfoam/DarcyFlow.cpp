// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/DarcyFlow.h"

#include "solver/cht/openfoam/WorstCell.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace coldloop::cht {

namespace {

constexpr int iterationLimit = 100;
constexpr double mobilityTolerance = 1e-2, startTolerance = 1e-3;
constexpr double farWall =
    1e-3; // without walls m would be unbounded: a weak drag, the largest distance squared times this

Matrix cellMatrix(const Geometry& g)
{
    std::vector<PetscInt> rows, columns;
    auto add = [&](int row, int column) {
        rows.push_back(g.halo->number(row));
        columns.push_back(g.halo->number(column));
    };
    for (int f = 0; f < g.internalFaces; ++f) {
        if (g.owned(g.owner[f])) add(g.owner[f], g.neighbour[f]);
        if (g.owned(g.neighbour[f])) add(g.neighbour[f], g.owner[f]);
    }
    for (int c = 0; c < g.ownedCells; ++c) add(c, c);
    return makeMatrix(g.halo->communicator(), g.ownedCells, std::move(rows), std::move(columns));
}

} // namespace

DarcyFlow::DarcyFlow(FlowSystem& system)
    : system_(system), right_(makeVector(system.geometry().halo->communicator(), system.cells())),
      solution_(makeVector(system.geometry().halo->communicator(), system.cells()))
{
}

// Makes the next solves those of this Laplacian.
void DarcyFlow::use(const std::vector<double>& face, const std::vector<double>& cell, const std::string& prefix)
{
    release();
    const MPI_Comm communicator = system_.geometry().halo->communicator();
    matrix_ = cellMatrix(system_.geometry());
    fill(face, cell);
    preconditioner_ = makeBoomerAmg(matrix_, prefix);
    check(KSPCreate(communicator, solver_.put()), "KSPCreate");
    check(KSPSetType(solver_, KSPCG), "KSPSetType");
    check(KSPSetOperators(solver_, matrix_, matrix_), "KSPSetOperators");
    check(KSPSetPC(solver_, preconditioner_), "KSPSetPC");
}

void DarcyFlow::release()
{
    solver_ = Solver();
    preconditioner_ = Preconditioner();
    matrix_ = Matrix();
}

bool DarcyFlow::open(int f) const
{
    const int internal = system_.geometry().internalFaces;
    return f < internal || system_.conditions().boundary[f - internal] == FlowBoundary::outlet;
}

// Laplacian with the conductances of faces, plus a diagonal.
void DarcyFlow::fill(const std::vector<double>& face, const std::vector<double>& cell)
{
    const Geometry& g = system_.geometry();
    std::vector<double> values, diagonal = cell;
    for (int f = 0; f < g.faces(); ++f) {
        diagonal[g.owner[f]] += face[f];
        if (f >= g.internalFaces) continue;
        diagonal[g.neighbour[f]] += face[f];
        if (g.owned(g.owner[f])) values.push_back(-face[f]);
        if (g.owned(g.neighbour[f])) values.push_back(-face[f]);
    }
    values.insert(values.end(), diagonal.begin(), diagonal.begin() + g.ownedCells);
    check(MatSetValuesCOO(matrix_, values.data(), INSERT_VALUES), "MatSetValuesCOO");
}

void DarcyFlow::solve(double tolerance)
{
    check(KSPSetTolerances(solver_, tolerance, 0, PETSC_DEFAULT, iterationLimit), "KSPSetTolerances");
    check(KSPSolve(solver_, right_, solution_), "KSPSolve");
    KSPConvergedReason reason;
    check(KSPGetConvergedReason(solver_, &reason), "KSPGetConvergedReason");
    if (reason >= 0) return;
    check(MatResidual(matrix_, right_, solution_, solution_), "MatResidual");
    const Read left(solution_);
    const std::vector<double> sizes(left.get(), left + system_.cells());
    throw SolveError(fmt::format("flow: the Darcy flow that starts it or balances its mass did not converge: {}. The "
                                 "worst cell lies {}. Look at the mesh there: cells of no volume or very long ones.",
                                 reasonText(reason), placeOf(worstCell(system_.geometry(), {}, sizes))));
}

double DarcyFlow::extent() const
{
    const Geometry& g = system_.geometry();
    Vec3 size;
    for (int i = 0; i < 3; ++i) {
        double low = 1e300, high = -1e300;
        for (const Vec3& c : g.centre) {
            low = std::min(low, c[i]);
            high = std::max(high, c[i]);
        }
        size[i] = maxOver(g.halo->communicator(), high) - minOver(g.halo->communicator(), low);
    }
    return std::sqrt(dot(size, size));
}

void DarcyFlow::findMobility()
{
    const Geometry& g = system_.geometry();
    std::vector<double> drag = g.volume;
    const double length = extent();
    for (double& d : drag) d *= farWall / (length * length);
    conductance_.assign(g.faces(), 0.0);
    for (int f = 0; f < g.faces(); ++f)
        if (f < g.internalFaces || system_.conditions().boundary[f - g.internalFaces] == FlowBoundary::wall)
            conductance_[f] = system_.shape(f);
    use(conductance_, drag, "flow_start_");
    std::copy(g.volume.begin(), g.volume.begin() + g.ownedCells, Write(right_).get());
    solve(mobilityTolerance);
    Read m(solution_);
    mobility_.assign(m.get(), m + g.ownedCells);
    mobility_.resize(g.cells());
    g.halo->update(mobility_);
}

void DarcyFlow::update()
{
    const Geometry& g = system_.geometry();
    findMobility();
    for (int f = 0; f < g.faces(); ++f) {
        const double w = f < g.internalFaces ? system_.weight(f) : 1.0;
        const double beyond = f < g.internalFaces ? mobility_[g.neighbour[f]] : 0.0;
        conductance_[f] = open(f) ? (w * mobility_[g.owner[f]] + (1 - w) * beyond) * system_.shape(f) : 0.0;
    }
    useLaplacian();
}

void DarcyFlow::useLaplacian()
{
    const Geometry& g = system_.geometry();
    std::vector<double> pins(g.cells(), 0.0);
    for (int c : system_.conditions().pinned) pins[c] = mobility_[c] * std::cbrt(g.volume[c]);
    use(conductance_, pins, "flow_flux_");
}

std::vector<double> DarcyFlow::solution() const
{
    const Geometry& g = system_.geometry();
    Read q(solution_);
    std::vector<double> values(q.get(), q + g.ownedCells);
    values.resize(g.cells());
    g.halo->update(values);
    return values;
}

void DarcyFlow::startValue(double* x)
{
    const Geometry& g = system_.geometry();
    const FlowConditions& conditions = system_.conditions();
    {
        Write inflow(right_);
        std::fill(inflow.get(), inflow + g.ownedCells, 0.0);
        for (int f = g.internalFaces; f < g.faces(); ++f)
            if (conditions.boundary[f - g.internalFaces] == FlowBoundary::inlet)
                inflow[g.owner[f]] -= dot(conditions.boundaryVelocity[f - g.internalFaces], g.area[f]);
    }
    solve(startTolerance);
    const std::vector<double> q = solution();
    std::vector<double> force(3 * std::size_t(g.ownedCells));
    system_.pressureForce(q.data(), force.data());
    for (int c = 0; c < g.ownedCells; ++c) {
        for (int i = 0; i < 3; ++i) x[4 * c + i] = -mobility_[c] / g.volume[c] * force[3 * c + i];
        x[4 * c + 3] = q[c] * conditions.viscosity[c];
    }
}

double DarcyFlow::throughFlow(const std::vector<double>& flux) const
{
    const Geometry& g = system_.geometry();
    double inflow = 0, all = 0;
    for (int f = g.internalFaces; f < g.faces(); ++f) inflow += std::max(-flux[f], 0.0);
    for (double phi : flux) all += std::abs(phi);
    inflow = sumOver(g.halo->communicator(), inflow);
    return inflow > 0 ? inflow : sumOver(g.halo->communicator(), all) / std::cbrt(double(g.halo->total()));
}

double DarcyFlow::makeConservative(std::vector<double>& flux, double tolerance)
{
    const Geometry& g = system_.geometry();
    const double inflow = throughFlow(flux);
    for (int pass = 0;; ++pass) {
        {
            std::vector<double> sum = system_.conditions().storage;
            sum.resize(g.cells());
            for (int f = 0; f < g.faces(); ++f) {
                sum[g.owner[f]] += flux[f];
                if (f < g.internalFaces) sum[g.neighbour[f]] -= flux[f];
            }
            std::copy(sum.begin(), sum.begin() + g.ownedCells, Write(right_).get());
        }
        PetscReal total;
        check(VecNorm(right_, NORM_1, &total), "VecNorm");
        const double imbalance = inflow > 0 ? total / inflow : 0.0;
        if (imbalance < tolerance || pass == 5) return imbalance;
        if (!Mat(matrix_)) useLaplacian();
        solve(std::clamp(0.1 * tolerance / imbalance, 1e-8, 0.1));
        const std::vector<double> q = solution();
        for (int f = 0; f < g.faces(); ++f) {
            const double beyond = f < g.internalFaces ? q[g.neighbour[f]] : 0.0;
            flux[f] -= conductance_[f] * (q[g.owner[f]] - beyond);
        }
    }
}

} // namespace coldloop::cht
