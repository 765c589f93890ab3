// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/network/SparseSystem.h"

#include "solver/core/Error.h"

#include <petscksp.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace coldloop::network {

namespace {

constexpr double leastPivot = 1e-200; // pivots may be small by their unit

void check(PetscErrorCode code, const char* what)
{
    if (code == 0) return;
    const char* text = nullptr;
    PetscErrorMessage(code, &text, nullptr);
    throw Bug(std::string("PETSc, ") + what + ": " + (text ? text : "unknown error"));
}

} // namespace

struct SparseSystem::Petsc {
    std::vector<PetscInt> rowStart, column;
    std::vector<double> values;
    Mat matrix = nullptr;
    Vec rightHandSide = nullptr, solution = nullptr;
    KSP solver = nullptr;
    Kind kind = Kind::general;

    ~Petsc()
    {
        PetscBool finalized = PETSC_FALSE;
        PetscFinalized(&finalized);
        if (finalized) return; // PETSc has freed its world already
        KSPDestroy(&solver);
        VecDestroy(&rightHandSide);
        VecDestroy(&solution);
        MatDestroy(&matrix);
    }

    void setPattern(int size, std::vector<std::pair<int, int>>& entries)
    {
        for (int i = 0; i < size; ++i) entries.emplace_back(i, i);
        std::sort(entries.begin(), entries.end());
        entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
        rowStart.assign(size + 1, 0);
        for (const auto& [row, col] : entries) {
            ++rowStart[row + 1];
            column.push_back(col);
        }
        for (int i = 0; i < size; ++i) rowStart[i + 1] += rowStart[i];
        values.assign(entries.size(), 0);
    }

    void createMatrix(int size)
    {
        check(MatCreateSeqAIJWithArrays(PETSC_COMM_SELF, size, size, rowStart.data(), column.data(), values.data(),
                                        &matrix),
              "matrix");
        // CHOLMOD would print its complaint about a singular matrix to the user; solve() reports it.
        check(PetscOptionsSetValue(nullptr, "-mat_cholmod_print", "0"), "options");
        if (kind == Kind::symmetricPositive) check(MatSetOption(matrix, MAT_SPD, PETSC_TRUE), "matrix");
        check(VecCreateSeqWithArray(PETSC_COMM_SELF, 1, size, nullptr, &rightHandSide), "vector");
        check(VecCreateSeqWithArray(PETSC_COMM_SELF, 1, size, nullptr, &solution), "vector");
    }

    void createSolver()
    {
        check(KSPDestroy(&solver), "solver");
        check(KSPCreate(PETSC_COMM_SELF, &solver), "solver");
        check(KSPSetType(solver, KSPPREONLY), "solver");
        check(KSPSetOperators(solver, matrix, matrix), "solver");
        PC factors = nullptr;
        check(KSPGetPC(solver, &factors), "factorisation");
        if (kind == Kind::symmetricPositive) {
            check(PCSetType(factors, PCCHOLESKY), "factorisation");
            PetscBool hasPackage = PETSC_FALSE, hasType = PETSC_FALSE;
            check(MatSolverTypeGet(MATSOLVERCHOLMOD, MATSEQAIJ, MAT_FACTOR_CHOLESKY, &hasPackage, &hasType, nullptr),
                  "CHOLMOD");
            if (hasPackage && hasType) check(PCFactorSetMatSolverType(factors, MATSOLVERCHOLMOD), "CHOLMOD");
        } else {
            check(PCSetType(factors, PCLU), "factorisation");
            check(PCFactorSetMatOrderingType(factors, MATORDERINGQMD), "factorisation");
        }
        check(PCFactorSetZeroPivot(factors, leastPivot), "factorisation");
        check(PCFactorSetReuseOrdering(factors, PETSC_TRUE), "factorisation");
    }
};

SparseSystem::SparseSystem(int size, std::vector<std::pair<int, int>> entries, Kind kind)
    : petsc_(std::make_unique<Petsc>())
{
    PetscBool initialized = PETSC_FALSE;
    check(PetscInitialized(&initialized), "start");
    if (!initialized)
        throw EnvironmentError("PETSc is not initialised: call PetscInitialize before a network is solved.");
    petsc_->setPattern(size, entries);
    petsc_->kind = kind;
    petsc_->createMatrix(size);
    petsc_->createSolver();
}

SparseSystem::~SparseSystem() = default;

int SparseSystem::position(int row, int column) const
{
    const auto begin = petsc_->column.begin() + petsc_->rowStart[row],
               end = petsc_->column.begin() + petsc_->rowStart[row + 1];
    const auto found = std::lower_bound(begin, end, column);
    if (found == end || *found != column) throw Bug("sparse system: position outside its pattern");
    return static_cast<int>(found - petsc_->column.begin());
}

std::vector<double>& SparseSystem::values() { return petsc_->values; }

bool SparseSystem::solve(const std::vector<double>& rightHandSide, std::vector<double>& solution)
{
    Petsc& p = *petsc_;
    solution.resize(rightHandSide.size());
    double* written = nullptr; // tells PETSc that the values, which are ours, have changed
    check(MatSeqAIJGetArray(p.matrix, &written), "matrix");
    check(MatSeqAIJRestoreArray(p.matrix, &written), "matrix");
    check(VecPlaceArray(p.rightHandSide, rightHandSide.data()), "vector");
    check(VecPlaceArray(p.solution, solution.data()), "vector");
    check(PetscPushErrorHandler(PetscReturnErrorHandler, nullptr), "solve"); // CHOLMOD raises where LU gives a reason
    const PetscErrorCode failed = KSPSolve(p.solver, p.rightHandSide, p.solution);
    check(PetscPopErrorHandler(), "solve");
    check(VecResetArray(p.rightHandSide), "vector");
    check(VecResetArray(p.solution), "vector");
    if (failed) {
        p.createSolver(); // for the next matrix
        return false;
    }
    KSPConvergedReason reason = KSP_CONVERGED_ITERATING;
    check(KSPGetConvergedReason(p.solver, &reason), "solve");
    return reason > 0 && std::all_of(solution.begin(), solution.end(), [](double x) { return std::isfinite(x); });
}

} // namespace coldloop::network
