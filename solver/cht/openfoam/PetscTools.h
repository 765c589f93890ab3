// PETSc objects that destroy themselves, and its error codes as exceptions.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/core/Error.h"

#include <petscksp.h>

#include <string>
#include <utility>
#include <vector>

namespace coldloop::cht {

inline void check(PetscErrorCode code, const char* call)
{
    if (code) throw Bug("PETSc error " + std::to_string(int(code)) + " in " + call);
}

template <class Object, PetscErrorCode (*destroy)(Object*)>
class PetscHandle {
public:
    PetscHandle() = default;
    PetscHandle(const PetscHandle&) = delete;
    PetscHandle& operator=(const PetscHandle&) = delete;
    PetscHandle(PetscHandle&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
    PetscHandle& operator=(PetscHandle&& other) noexcept
    {
        std::swap(object_, other.object_);
        return *this;
    }
    ~PetscHandle()
    {
        if (object_) destroy(&object_);
    }
    operator Object() const { return object_; }
    Object* put() { return &object_; }

private:
    Object object_ = nullptr;
};

using Vector = PetscHandle<Vec, VecDestroy>;
using Matrix = PetscHandle<Mat, MatDestroy>;
using Solver = PetscHandle<KSP, KSPDestroy>;
using Preconditioner = PetscHandle<PC, PCDestroy>;
using Options = PetscHandle<PetscOptions, PetscOptionsDestroy>;

// A vector with n numbers on this rank. Collective.
inline Vector makeVector(MPI_Comm communicator, PetscInt n)
{
    Vector v;
    check(VecCreateMPI(communicator, n, PETSC_DETERMINE, v.put()), "VecCreateMPI");
    return v;
}

// The numbers of a vector while this lives.
class Read {
public:
    explicit Read(Vec v) : v_(v) { check(VecGetArrayRead(v, &data_), "VecGetArrayRead"); }
    ~Read() { VecRestoreArrayRead(v_, &data_); }
    operator const double*() const { return data_; }
    const double* get() const { return data_; }

private:
    Vec v_;
    const double* data_ = nullptr;
};
class Write {
public:
    explicit Write(Vec v) : v_(v) { check(VecGetArray(v, &data_), "VecGetArray"); }
    ~Write() { VecRestoreArray(v_, &data_); }
    operator double*() const { return data_; }
    double* get() const { return data_; }

private:
    Vec v_;
    double* data_ = nullptr;
};

// A sparse square matrix with n rows on this rank whose entries are (row[i], column[i]), numbered over all ranks, rows of
// this rank only; MatSetValuesCOO then adds up values in that order. Collective.
inline Matrix makeMatrix(MPI_Comm communicator, PetscInt n, std::vector<PetscInt> rows, std::vector<PetscInt> columns)
{
    Matrix matrix;
    check(MatCreate(communicator, matrix.put()), "MatCreate");
    check(MatSetSizes(matrix, n, n, PETSC_DETERMINE, PETSC_DETERMINE), "MatSetSizes");
    check(MatSetType(matrix, MATAIJ), "MatSetType");
    check(MatSetPreallocationCOO(matrix, rows.size(), rows.data(), columns.data()), "MatSetPreallocationCOO");
    return matrix;
}

// A default in PETSc's option database that a user's own option overrides.
void setDefaultOption(const std::string& name, const std::string& value);

// One V-cycle of hypre's BoomerAMG on `matrix`, with settings for stretched cells in three dimensions. `prefix` ("flow_")
// names it in PETSc's option database: -flow_pc_hypre_boomeramg_...
Preconditioner makeBoomerAmg(Mat matrix, const std::string& prefix);

// Flexible GMRES that keeps `directions`, on an operator of n rows on this rank and a preconditioner that are functions;
// both get `self` as context. PETSc options with `prefix` reach it. Collective.
struct MatrixFree {
    MPI_Comm communicator = MPI_COMM_NULL;
    PetscInt n = 0;
    void* self = nullptr;
    PetscErrorCode (*apply)(Mat, Vec, Vec) = nullptr;
    PetscErrorCode (*precondition)(PC, Vec, Vec) = nullptr;
};
void makeGmres(const MatrixFree& system, const char* prefix, int directions, Matrix& op, Solver& krylov);
struct LinearStep {
    int iterations = 0;
    double left = 0; // part of the residual
};
// Takes `step` from -residual (which becomes the right side) to `tolerance` below 1, or as far as `limit` iterations get.
// Throws SolveError that begins with the equation's name. Collective.
LinearStep solveStep(KSP krylov, Vec residual, Vec step, double tolerance, int limit, const std::string& equation);

// What a KSPConvergedReason below 0 means, for messages.
std::string reasonText(KSPConvergedReason reason);

} // namespace coldloop::cht
