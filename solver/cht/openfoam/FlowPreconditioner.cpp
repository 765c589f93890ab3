// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/FlowPreconditioner.h"

#include <algorithm>

namespace coldloop::cht {

namespace {
// V / a_P is too small a mobility where the neighbours move along. Half the pressure of L saves a quarter of the Krylov
// iterations: 450 instead of 646 for six flows of the cold-plate slice, 238 instead of 303 for a silicon microchannel.
constexpr double pressureDamping = 0.5;
} // namespace

FlowPreconditioner::FlowPreconditioner(const FlowSystem& system) : system_(system), force_(3 * system.cells())
{
    const PetscInt n = system_.cells();
    for (Vector* v : {&momentumIn_, &momentumOut_}) *v = makeVector(3 * n);
    for (Vector* v : {&pressureIn_, &pressureOut_}) *v = makeVector(n);
    makeMatrices();
    check(PCCreate(PETSC_COMM_SELF, momentumPc_.put()), "PCCreate");
    check(PCSetType(momentumPc_, PCILU), "PCSetType");
    pressurePc_ = makeBoomerAmg(pressure_);
    check(KSPCreate(PETSC_COMM_SELF, pressureSolver_.put()), "KSPCreate");
    check(KSPSetType(pressureSolver_, KSPCG), "KSPSetType");
    check(KSPSetPC(pressureSolver_, pressurePc_), "KSPSetPC");
}

void FlowPreconditioner::makeMatrices()
{
    const Geometry& g = system_.geometry();
    const PetscInt n = g.cells();
    std::vector<PetscInt> rows, columns, momentumRows, momentumColumns;
    for (int f = 0; f < g.internalFaces; ++f) {
        rows.insert(rows.end(), {g.owner[f], g.neighbour[f]});
        columns.insert(columns.end(), {g.neighbour[f], g.owner[f]});
    }
    for (PetscInt c = 0; c < n; ++c) {
        rows.push_back(c);
        columns.push_back(c);
    }
    for (PetscInt i = 0; i < 3; ++i)
        for (std::size_t k = 0; k < rows.size(); ++k) {
            momentumRows.push_back(i * n + rows[k]);
            momentumColumns.push_back(i * n + columns[k]);
        }
    pressure_ = makeMatrix(n, rows, columns);
    momentum_ = makeMatrix(3 * n, momentumRows, momentumColumns);
}

void FlowPreconditioner::fillMomentum()
{
    const Geometry& g = system_.geometry();
    const MomentumCoefficients& a = system_.coefficients();
    std::vector<double> values;
    values.reserve(3 * (2 * g.internalFaces + g.cells()));
    for (int i = 0; i < 3; ++i) {
        for (int f = 0; f < g.internalFaces; ++f) values.insert(values.end(), {-a.fromNeighbour[f], -a.fromOwner[f]});
        const std::size_t diagonal = values.size();
        values.insert(values.end(), a.diagonal.begin(), a.diagonal.end());
        for (int f = g.internalFaces; f < g.faces(); ++f) {
            const double normal = g.area[f][i] / g.magArea[f];
            values[diagonal + g.owner[f]] += system_.normalViscous(f) * normal * normal;
        }
    }
    check(MatSetValuesCOO(momentum_, values.data(), INSERT_VALUES), "MatSetValuesCOO");
}

void FlowPreconditioner::fillPressure(double continuityScale)
{
    const Geometry& g = system_.geometry();
    std::vector<double> values, diagonal(g.cells(), 0.0);
    values.reserve(2 * g.internalFaces + g.cells());
    for (int f = 0; f < g.faces(); ++f) {
        const double k = system_.pressureCoefficient(f) * continuityScale;
        diagonal[g.owner[f]] += k;
        if (f >= g.internalFaces) continue;
        diagonal[g.neighbour[f]] += k;
        values.insert(values.end(), {-k, -k});
    }
    values.insert(values.end(), diagonal.begin(), diagonal.end());
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
        std::copy(r + 3 * n, r + 4 * n, p.get());
    }
    check(PCApply(pressurePc_, pressureIn_, pressureOut_), "PCApply");
    check(VecScale(pressureOut_, pressureDamping), "VecScale");
    {
        Read r(in), p(pressureOut_);
        system_.pressureForce(p, force_.data());
        Write m(momentumIn_);
        for (int i = 0; i < 3 * n; ++i) m[i] = r[i] - force_[i];
    }
    check(PCApply(momentumPc_, momentumIn_, momentumOut_), "PCApply");
    Read u(momentumOut_), p(pressureOut_);
    Write y(out);
    std::copy(u.get(), u + 3 * n, y.get());
    std::copy(p.get(), p + n, y + 3 * n);
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
