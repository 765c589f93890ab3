// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/EnergyKrylov.h"

#include <cmath>

namespace coldloop::cht {

namespace {
constexpr double kept = 0.05; // relative change of the matrix up to which its multigrid serves
constexpr int restart = 16;   // two vectors each
const char* const prefix = "energy_";
} // namespace

EnergyKrylov::EnergyKrylov(EnergySystem& system) : system_(system)
{
    const Geometry& g = system.geometry();
    const PetscInt n = g.ownedCells;
    const MPI_Comm communicator = g.halo->communicator();
    check(MatCreateShell(communicator, n, n, PETSC_DETERMINE, PETSC_DETERMINE, this, operator_.put()),
          "MatCreateShell");
    check(MatShellSetOperation(operator_, MATOP_MULT, (void (*)(void))applyOperator), "MatShellSetOperation");
}

PetscErrorCode EnergyKrylov::applyOperator(Mat matrix, Vec in, Vec out)
{
    EnergyKrylov* self = nullptr;
    PetscCall(MatShellGetContext(matrix, &self));
    self->system_.apply(Read(in), Write(out));
    return 0;
}

void EnergyKrylov::update(bool singular)
{
    const MPI_Comm communicator = system_.geometry().halo->communicator();
    Signature signature = signatureOf(system_);
    const double change = std::abs(signature.diagonalNorm - signature_.diagonalNorm);
    const bool near = multigrid_ && singular == singular_ && change <= kept * signature.diagonalNorm &&
                      signature.near(signature_, kept, communicator);
    if (near) return;
    signature_ = std::move(signature);
    singular_ = singular;
    krylov_ = {};
    multigrid_ = {};
    const Matrix compact = compactMatrix(system_, singular);
    // Conduction across stretched cells is strong next to the flow along them; both must be seen as strong.
    setDefaultOption(std::string("-") + prefix + "pc_hypre_boomeramg_strong_threshold", "0.1");
    multigrid_ = makeBoomerAmg(compact, prefix);
    check(KSPCreate(communicator, krylov_.put()), "KSPCreate");
    check(KSPSetOptionsPrefix(krylov_, prefix), "KSPSetOptionsPrefix");
    check(KSPSetType(krylov_, KSPFGMRES), "KSPSetType");
    check(KSPGMRESSetRestart(krylov_, restart), "KSPGMRESSetRestart");
    check(KSPSetPC(krylov_, multigrid_), "KSPSetPC");
    check(KSPSetOperators(krylov_, operator_, compact), "KSPSetOperators");
    check(KSPSetTolerances(krylov_, 0, 0, PETSC_DEFAULT, 0), "KSPSetTolerances");
    check(KSPSetFromOptions(krylov_), "KSPSetFromOptions");
    check(KSPSetConvergenceTest(krylov_, ask, this, nullptr), "KSPSetConvergenceTest");
    check(KSPSetUp(krylov_), "KSPSetUp");
    check(KSPSetReusePreconditioner(krylov_, PETSC_TRUE), "KSPSetReusePreconditioner");
    PetscBool hypre = PETSC_FALSE; // it has a copy of the matrix
    check(PetscObjectTypeCompare(PetscObject(PC(multigrid_)), PCHYPRE, &hypre), "PetscObjectTypeCompare");
    if (hypre) check(KSPSetOperators(krylov_, operator_, operator_), "KSPSetOperators");
    MatNullSpace constant = nullptr;
    if (singular) check(MatNullSpaceCreate(communicator, PETSC_TRUE, 0, nullptr, &constant), "MatNullSpaceCreate");
    check(MatSetNullSpace(operator_, constant), "MatSetNullSpace");
    if (constant) check(MatNullSpaceDestroy(&constant), "MatNullSpaceDestroy");
}

void EnergyKrylov::precondition(std::vector<double>& right, std::vector<double>& x) const
{
    check(PCApply(multigrid_, wrapped(right), wrapped(x)), "PCApply");
}

double EnergyKrylov::tolerance(double preset) const
{
    PetscReal given = 0;
    check(KSPGetTolerances(krylov_, &given, nullptr, nullptr, nullptr), "KSPGetTolerances");
    return given > 0 ? given : preset;
}

int EnergyKrylov::maxIterations(int preset) const
{
    PetscInt given = 0;
    check(KSPGetTolerances(krylov_, nullptr, nullptr, nullptr, &given), "KSPGetTolerances");
    return given > 0 ? int(given) : preset;
}

Vector EnergyKrylov::wrapped(std::vector<double>& numbers) const
{
    Vector v;
    check(VecCreateMPIWithArray(system_.geometry().halo->communicator(), 1, system_.geometry().ownedCells,
                                PETSC_DETERMINE, numbers.data(), v.put()),
          "VecCreateMPIWithArray");
    return v;
}

PetscErrorCode EnergyKrylov::ask(KSP, PetscInt iteration, PetscReal norm, KSPConvergedReason* reason, void* context)
{
    auto* self = static_cast<EnergyKrylov*>(context);
    *reason = KSP_CONVERGED_ITERATING;
    if (!std::isfinite(norm))
        *reason = KSP_DIVERGED_NANORINF;
    else {
        try {
            if (self->question_(int(iteration), norm)) *reason = KSP_CONVERGED_RTOL;
        } catch (...) {
            self->thrown_ = std::current_exception();
            *reason = KSP_DIVERGED_BREAKDOWN;
        }
    }
    return 0;
}

KSPConvergedReason EnergyKrylov::solve(std::vector<double>& right, std::vector<double>& x, int maxIterations,
                                       Question done)
{
    PetscReal relative = 0;
    PetscInt limit = 0;
    check(KSPGetTolerances(krylov_, &relative, nullptr, nullptr, &limit), "KSPGetTolerances");
    check(KSPSetTolerances(krylov_, PETSC_DEFAULT, PETSC_DEFAULT, PETSC_DEFAULT, maxIterations), "KSPSetTolerances");
    const Vector b = wrapped(right), solution = wrapped(x);
    question_ = std::move(done);
    thrown_ = nullptr;
    check(KSPSolve(krylov_, b, solution), "KSPSolve");
    check(KSPSetTolerances(krylov_, PETSC_DEFAULT, PETSC_DEFAULT, PETSC_DEFAULT, limit), "KSPSetTolerances");
    if (thrown_) std::rethrow_exception(thrown_);
    KSPConvergedReason reason;
    check(KSPGetConvergedReason(krylov_, &reason), "KSPGetConvergedReason");
    return reason;
}

void EnergyKrylov::solution(std::vector<double>& x) const
{
    const Vector v = wrapped(x);
    Vec built = nullptr;
    check(KSPBuildSolution(krylov_, v, &built), "KSPBuildSolution");
}

} // namespace coldloop::cht
