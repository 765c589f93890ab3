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
