// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/PetscTools.h"

namespace coldloop::cht {

Preconditioner makeBoomerAmg(Mat matrix)
{
    const std::pair<const char*, const char*> settings[] = {
        {"coarsen_type", "HMIS"}, {"interp_type", "ext+i"}, {"P_max", "4"}, {"relax_type_all", "SOR/Jacobi"}};
    Options options; // of its own, so that the program's option database stays as it is
    check(PetscOptionsCreate(options.put()), "PetscOptionsCreate");
    for (const auto& [name, value] : settings)
        check(PetscOptionsSetValue(options, (std::string("-pc_hypre_boomeramg_") + name).c_str(), value),
              "PetscOptionsSetValue");
    Preconditioner pc;
    check(PCCreate(PETSC_COMM_SELF, pc.put()), "PCCreate");
    check(PetscObjectSetOptions(PetscObject(PC(pc)), options), "PetscObjectSetOptions");
    check(PCSetOperators(pc, matrix, matrix), "PCSetOperators");
    check(PCSetType(pc, PCHYPRE), "PCSetType");
    check(PCHYPRESetType(pc, "boomeramg"), "PCHYPRESetType");
    check(PCSetFromOptions(pc), "PCSetFromOptions");
    check(PetscObjectSetOptions(PetscObject(PC(pc)), nullptr), "PetscObjectSetOptions");
    return pc;
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
