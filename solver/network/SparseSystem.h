// A sparse linear system of fixed pattern, solved directly by PETSc on one process.
//
// The pattern is given once; afterwards values are written at known positions and each solve() factors anew.
// Symmetric: Cholesky by CHOLMOD where PETSc has it, otherwise PETSc's own. General: PETSc's own LU.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <utility>
#include <vector>

namespace coldloop::network {

class SparseSystem {
public:
    enum class Kind { symmetricPositive, general };

    // `entries` are (row, column) pairs, repeats allowed; the diagonal is always there. A symmetric pattern names both
    // triangles. Throws EnvironmentError when PETSc has not been initialised.
    SparseSystem(int size, std::vector<std::pair<int, int>> entries, Kind kind);
    ~SparseSystem();

    // Where (row, column) lies among the values. Throws Bug when it is not in the pattern.
    int position(int row, int column) const;
    std::vector<double>& values(); // write all of them before solve()

    // Factors and solves. False when the factorisation failed (singular matrix) or the solution is not finite.
    bool solve(const std::vector<double>& rightHandSide, std::vector<double>& solution);

private:
    struct Petsc;
    std::unique_ptr<Petsc> petsc_;
};

} // namespace coldloop::network
