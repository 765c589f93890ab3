// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/PetscTools.h"

namespace coldloop::cht {

void setDefaultOption(const std::string& name, const std::string& value)
{
    PetscBool given = PETSC_FALSE;
    check(PetscOptionsHasName(nullptr, nullptr, name.c_str(), &given), "PetscOptionsHasName");
    if (!given) check(PetscOptionsSetValue(nullptr, name.c_str(), value.c_str()), "PetscOptionsSetValue");
}

Preconditioner makeBoomerAmg(Mat matrix, const std::string& prefix)
{
    const std::pair<const char*, const char*> settings[] = {
        {"coarsen_type", "HMIS"}, {"interp_type", "ext+i"}, {"P_max", "4"}, {"relax_type_all", "SOR/Jacobi"}};
    for (const auto& [name, value] : settings) setDefaultOption("-" + prefix + "pc_hypre_boomeramg_" + name, value);
    Preconditioner pc;
    check(PCCreate(PetscObjectComm(PetscObject(matrix)), pc.put()), "PCCreate");
    check(PCSetOptionsPrefix(pc, prefix.c_str()), "PCSetOptionsPrefix");
    check(PCSetOperators(pc, matrix, matrix), "PCSetOperators");
    check(PCSetType(pc, PCHYPRE), "PCSetType");
    check(PCHYPRESetType(pc, "boomeramg"), "PCHYPRESetType");
    check(PCSetFromOptions(pc), "PCSetFromOptions");
    return pc;
}

void makeGmres(const MatrixFree& system, const char* prefix, int directions, Matrix& op, Solver& krylov)
{
    check(MatCreateShell(system.communicator, system.n, system.n, PETSC_DETERMINE, PETSC_DETERMINE, system.self,
                         op.put()),
          "MatCreateShell");
    check(MatShellSetOperation(op, MATOP_MULT, (void (*)(void))system.apply), "MatShellSetOperation");
    check(KSPCreate(system.communicator, krylov.put()), "KSPCreate");
    check(KSPSetOptionsPrefix(krylov, prefix), "KSPSetOptionsPrefix");
    check(KSPSetType(krylov, KSPFGMRES), "KSPSetType");
    check(KSPGMRESSetRestart(krylov, directions), "KSPGMRESSetRestart");
    check(KSPSetOperators(krylov, op, op), "KSPSetOperators");
    PC pc;
    check(KSPGetPC(krylov, &pc), "KSPGetPC");
    check(PCSetType(pc, PCSHELL), "PCSetType");
    check(PCShellSetContext(pc, system.self), "PCShellSetContext");
    check(PCShellSetApply(pc, system.precondition), "PCShellSetApply");
    check(KSPSetFromOptions(krylov), "KSPSetFromOptions");
}

LinearStep solveStep(KSP krylov, Vec residual, Vec step, double tolerance, int limit, const std::string& equation)
{
    expects(tolerance < 1, "solveStep: a tolerance below 1"); // PETSc takes no other
    check(VecScale(residual, -1), "VecScale");
    PetscReal first = 0, left = 0;
    check(VecNorm(residual, NORM_2, &first), "VecNorm");
    check(KSPSetTolerances(krylov, tolerance, 0, 1e5, limit), "KSPSetTolerances");
    check(KSPSolve(krylov, residual, step), "KSPSolve");
    KSPConvergedReason reason;
    check(KSPGetConvergedReason(krylov, &reason), "KSPGetConvergedReason");
    if (reason < 0 && reason != KSP_DIVERGED_ITS)
        throw SolveError(
            equation + ": the linear solver stopped: " + reasonText(reason) +
            ". Refine the mesh where its cells are long or skew, or start from the solution of a lower flow.");
    PetscInt iterations;
    check(KSPGetIterationNumber(krylov, &iterations), "KSPGetIterationNumber");
    check(KSPGetResidualNorm(krylov, &left), "KSPGetResidualNorm");
    return {int(iterations), first > 0 ? left / first : 0.0};
}

std::string reasonText(KSPConvergedReason reason)
{
    switch (reason) {
    case KSP_DIVERGED_ITS: return "too many iterations";
    case KSP_DIVERGED_DTOL: return "the residual grows";
    case KSP_DIVERGED_BREAKDOWN:
    case KSP_DIVERGED_BREAKDOWN_BICG: return "breakdown of the Krylov method";
    case KSP_DIVERGED_NANORINF: return "not a number";
    case KSP_DIVERGED_PC_FAILED: return "the preconditioner failed";
    default: return "reason " + std::to_string(int(reason));
    }
}

} // namespace coldloop::cht
