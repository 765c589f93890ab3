// The linear algebra of the energy equation: a flexible Krylov method on EnergySystem::apply, preconditioned by BoomerAMG
// on the compact matrix, which is kept as long as the equation stays near it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/EnergyMatrix.h"

#include <functional>

namespace coldloop::cht {

class EnergyKrylov {
public:
    // `system` outlives this.
    explicit EnergyKrylov(EnergySystem& system);
    EnergyKrylov(const EnergyKrylov&) = delete;
    EnergyKrylov& operator=(const EnergyKrylov&) = delete;

    // Takes the system's present derivative. `singular`: nothing holds the temperature's level. Collective.
    void update(bool singular);
    void precondition(std::vector<double>& right, std::vector<double>& x) const; // one cycle, of owned cells
    double diagonalNorm() const { return signature_.diagonalNorm; }

    // Solves J x = right for the owned cells. After each iteration `done` is asked, told the iteration and the norm of
    // the residual; it may look at solution(). Returns a KSPConvergedReason. Collective.
    using Question = std::function<bool(int iteration, double norm)>;
    KSPConvergedReason solve(std::vector<double>& right, std::vector<double>& x, int maxIterations, Question done);
    void solution(std::vector<double>& x) const; // within `done`
    // Relative tolerance and limit of iterations: these, unless the user's options (-energy_ksp_rtol) say otherwise.
    double tolerance(double preset) const;
    int maxIterations(int preset) const;

private:
    static PetscErrorCode applyOperator(Mat matrix, Vec in, Vec out);
    static PetscErrorCode ask(KSP krylov, PetscInt iteration, PetscReal norm, KSPConvergedReason* reason, void* self);
    Vector wrapped(std::vector<double>& numbers) const;

    EnergySystem& system_;
    Matrix operator_;
    Preconditioner multigrid_;
    Solver krylov_;
    Signature signature_;
    bool singular_ = false;
    Question question_;
    std::exception_ptr thrown_; // by the question: PETSc cannot pass it on
};

} // namespace coldloop::cht
