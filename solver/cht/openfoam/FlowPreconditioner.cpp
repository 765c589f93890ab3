// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/FlowPreconditioner.h"

#include <algorithm>

namespace coldloop::cht {

namespace {
// V / a_P is too small a mobility where the neighbours move along. Half the pressure of L saves a quarter of the Krylov
// iterations: 450 instead of 646 for six flows of the cold-plate slice, 238 instead of 303 for a silicon microchannel.
constexpr double pressureDamping = 0.5;
} // namespace

FlowPreconditioner::FlowPreconditioner(FlowSystem& system) : system_(system), force_(3 * system.cells())
{
    const PetscInt n = system_.cells();
    const MPI_Comm communicator = system_.geometry().halo->communicator();
    for (Vector* v : {&momentumIn_, &momentumOut_}) *v = makeVector(communicator, 3 * n);
    for (Vector* v : {&pressureIn_, &pressureOut_}) *v = makeVector(communicator, n);
    makeMatrices();
    check(PCCreate(communicator, momentumPc_.put()), "PCCreate");
    check(PCSetType(momentumPc_, PCBJACOBI), "PCSetType");
    pressurePc_ = makeBoomerAmg(pressure_, "flow_pressure_");
    check(KSPCreate(communicator, pressureSolver_.put()), "KSPCreate");
    check(KSPSetType(pressureSolver_, KSPCG), "KSPSetType");
    check(KSPSetPC(pressureSolver_, pressurePc_), "KSPSetPC");
}

// Rows of this rank only: of each internal face the row of an owned owner, then that of an owned neighbour.
void FlowPreconditioner::makeMatrices()
{
    const Geometry& g = system_.geometry();
    const PetscInt n = g.ownedCells;
    std::vector<PetscInt> rows, columns, momentumRows, momentumColumns;
    auto entry = [&](int row, int column) {
        rows.push_back(g.halo->number(row));
        columns.push_back(g.halo->number(column));
    };
    for (int f = 0; f < g.internalFaces; ++f) {
        if (g.owned(g.owner[f])) entry(g.owner[f], g.neighbour[f]);
        if (g.owned(g.neighbour[f])) entry(g.neighbour[f], g.owner[f]);
    }
    for (int c = 0; c < n; ++c) entry(c, c);
    for (PetscInt i = 0; i < 3; ++i)
        for (std::size_t k = 0; k < rows.size(); ++k) {
            momentumRows.push_back(momentumNumber(rows[k], i));
            momentumColumns.push_back(momentumNumber(columns[k], i));
        }
    pressure_ = makeMatrix(g.halo->communicator(), n, rows, columns);
    momentum_ = makeMatrix(g.halo->communicator(), 3 * n, momentumRows, momentumColumns);
}

PetscInt FlowPreconditioner::momentumNumber(PetscInt cell, PetscInt component) { return 3 * cell + component; }

void FlowPreconditioner::fillMomentum()
{
    const Geometry& g = system_.geometry();
    const MomentumCoefficients& a = system_.coefficients();
    std::vector<double> values;
    for (int i = 0; i < 3; ++i) {
        for (int f = 0; f < g.internalFaces; ++f) {
            if (g.owned(g.owner[f])) values.push_back(-a.fromNeighbour[f]);
            if (g.owned(g.neighbour[f])) values.push_back(-a.fromOwner[f]);
        }
        const std::size_t diagonal = values.size();
        values.insert(values.end(), a.diagonal.begin(), a.diagonal.begin() + g.ownedCells);
        for (int f = g.internalFaces; f < g.faces(); ++f) {
            const double normal = g.area[f][i] / g.magArea(f);
            values[diagonal + g.owner[f]] += system_.normalViscous(f) * normal * normal;
        }
        for (int c = 0; c < g.ownedCells; ++c) values[diagonal + c] += system_.volumeResistance(c)[i];
    }
    check(MatSetValuesCOO(momentum_, values.data(), INSERT_VALUES), "MatSetValuesCOO");
}

void FlowPreconditioner::fillPressure(double continuityScale)
{
    const Geometry& g = system_.geometry();
    std::vector<double> values, diagonal(g.cells(), 0.0);
    for (int f = 0; f < g.faces(); ++f) {
        const double k = system_.pressureCoefficient(f) * continuityScale;
        diagonal[g.owner[f]] += k;
        if (f >= g.internalFaces) continue;
        diagonal[g.neighbour[f]] += k;
        if (g.owned(g.owner[f])) values.push_back(-k);
        if (g.owned(g.neighbour[f])) values.push_back(-k);
    }
    for (int c : system_.conditions().pinned) diagonal[c] += system_.pinCoefficient(c) * continuityScale;
    values.insert(values.end(), diagonal.begin(), diagonal.begin() + g.ownedCells);
    check(MatSetValuesCOO(pressure_, values.data(), INSERT_VALUES), "MatSetValuesCOO");
}

void FlowPreconditioner::update(double continuityScale)
{
    fillMomentum();
    fillPressure(continuityScale);
    check(PCSetOperators(momentumPc_, momentum_, momentum_), "PCSetOperators");
    check(PCSetUp(momentumPc_), "PCSetUp");
    check(PCSetOperators(pressurePc_, pressure_, pressure_), "PCSetOperators");
    check(PCSetUp(pressurePc_), "PCSetUp");
}

void FlowPreconditioner::apply(Vec in, Vec out)
{
    const int n = system_.cells();
    {
        Read r(in);
        Write p(pressureIn_);
        for (int c = 0; c < n; ++c) p[c] = r[4 * c + 3];
    }
    check(PCApply(pressurePc_, pressureIn_, pressureOut_), "PCApply");
    check(VecScale(pressureOut_, pressureDamping), "VecScale");
    {
        Read r(in), p(pressureOut_);
        system_.pressureForce(p, force_.data());
        Write m(momentumIn_);
        for (int c = 0; c < n; ++c)
            for (int i = 0; i < 3; ++i) m[3 * c + i] = r[4 * c + i] - force_[3 * c + i];
    }
    check(PCApply(momentumPc_, momentumIn_, momentumOut_), "PCApply");
    Read u(momentumOut_), p(pressureOut_);
    Write y(out);
    for (int c = 0; c < n; ++c) {
        for (int i = 0; i < 3; ++i) y[4 * c + i] = u[3 * c + i];
        y[4 * c + 3] = p[c];
    }
}

void FlowPreconditioner::solvePressure(const std::vector<double>& right, std::vector<double>& p)
{
    std::copy(right.begin(), right.end(), Write(pressureIn_).get());
    check(KSPSetOperators(pressureSolver_, pressure_, pressure_), "KSPSetOperators");
    check(KSPSetTolerances(pressureSolver_, 1e-6, 0, PETSC_DEFAULT, 100), "KSPSetTolerances");
    check(KSPSolve(pressureSolver_, pressureIn_, pressureOut_), "KSPSolve");
    KSPConvergedReason reason;
    check(KSPGetConvergedReason(pressureSolver_, &reason), "KSPGetConvergedReason");
    if (reason < 0) throw SolveError("flow: the final pressure correction stopped: " + reasonText(reason) + ".");
    Read solution(pressureOut_);
    p.assign(solution.get(), solution + right.size());
}

} // namespace coldloop::cht
