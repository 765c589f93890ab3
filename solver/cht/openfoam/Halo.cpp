// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/Halo.h"

#include "solver/cht/openfoam/PetscTools.h"

#include <algorithm>

namespace coldloop::cht {

namespace {

double reduced(MPI_Comm communicator, double value, MPI_Op operation)
{
    double result = 0;
    MPI_Allreduce(&value, &result, 1, MPI_DOUBLE, operation, communicator);
    return result;
}

} // namespace

double sumOver(MPI_Comm communicator, double value) { return reduced(communicator, value, MPI_SUM); }
double maxOver(MPI_Comm communicator, double value) { return reduced(communicator, value, MPI_MAX); }
double minOver(MPI_Comm communicator, double value) { return reduced(communicator, value, MPI_MIN); }

Halo::Halo(MPI_Comm communicator, int ownedCells, const std::vector<PetscInt>& global)
    : communicator_(communicator), owned_(ownedCells), ghosts_(global)
{
    MPI_Comm_size(communicator, &size_);
    std::vector<PetscInt> ends(size_);
    const PetscInt owned = ownedCells;
    MPI_Allgather(&owned, 1, MPIU_INT, ends.data(), 1, MPIU_INT, communicator);
    for (int rank = 1; rank < size_; ++rank) ends[rank] += ends[rank - 1];
    int rank = 0;
    MPI_Comm_rank(communicator, &rank);
    first_ = ends[rank] - owned;
    total_ = ends.back();
    if (alone()) return;
    std::vector<PetscInt> places(global.size());
    std::vector<PetscSFNode> roots(global.size());
    for (std::size_t i = 0; i < global.size(); ++i) {
        const auto holder = std::upper_bound(ends.begin(), ends.end(), global[i]) - ends.begin();
        places[i] = owned + PetscInt(i);
        roots[i].rank = PetscInt(holder);
        roots[i].index = global[i] - (holder ? ends[holder - 1] : 0);
    }
    check(PetscSFCreate(communicator, &forest_), "PetscSFCreate");
    check(PetscSFSetGraph(forest_, owned, PetscInt(global.size()), places.data(), PETSC_COPY_VALUES, roots.data(),
                          PETSC_COPY_VALUES),
          "PetscSFSetGraph");
    check(PetscSFSetUp(forest_), "PetscSFSetUp");
}

Halo::~Halo()
{
    if (forest_) PetscSFDestroy(&forest_);
}

namespace {

void exchange(PetscSF forest, void* values, int width, MPI_Datatype number)
{
    MPI_Datatype block = number;
    if (width > 1) {
        MPI_Type_contiguous(width, number, &block);
        MPI_Type_commit(&block);
    }
    check(PetscSFBcastBegin(forest, block, values, values, MPI_REPLACE), "PetscSFBcastBegin");
    check(PetscSFBcastEnd(forest, block, values, values, MPI_REPLACE), "PetscSFBcastEnd");
    if (width > 1) MPI_Type_free(&block);
}

} // namespace

void Halo::update(double* values, int width) const
{
    if (!alone()) exchange(forest_, values, width, MPI_DOUBLE);
}

void Halo::update(float* values, int width) const
{
    if (!alone()) exchange(forest_, values, width, MPI_FLOAT);
}

void Halo::update(int* values) const
{
    if (!alone()) exchange(forest_, values, 1, MPI_INT);
}

} // namespace coldloop::cht
