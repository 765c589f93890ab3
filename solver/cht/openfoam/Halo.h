// Which cells of other ranks this rank keeps copies of, and the exchange of their values.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <petscsf.h>

#include <vector>

namespace coldloop::cht {

class Halo {
public:
    // `global`: numbers of this rank's ghosts; every rank owns a run of numbers, in the order of ranks. Collective.
    Halo(MPI_Comm communicator, int ownedCells, const std::vector<PetscInt>& global);
    ~Halo();
    Halo(const Halo&) = delete;
    Halo& operator=(const Halo&) = delete;

    // Fills the ghosts of `values`: `width` numbers a cell, cells one after the other, owned cells first. Collective.
    void update(double* values, int width = 1) const;
    void update(std::vector<double>& values, int width = 1) const { update(values.data(), width); }
    void update(int* values) const;
    void update(float* values, int width) const;

    MPI_Comm communicator() const { return communicator_; }
    PetscInt first() const { return first_; } // number of this rank's first cell
    PetscInt total() const { return total_; } // cells of all ranks
    PetscInt number(int cell) const           // of a local cell, in all ranks
    {
        return cell < owned_ ? first_ + cell : ghosts_[cell - owned_];
    }
    bool alone() const { return size_ == 1; }

private:
    MPI_Comm communicator_;
    int owned_, size_ = 1;
    PetscInt first_ = 0, total_ = 0;
    std::vector<PetscInt> ghosts_;
    PetscSF forest_ = nullptr;
};

// Sums and extremes over the ranks of a communicator.
double sumOver(MPI_Comm communicator, double value);
double maxOver(MPI_Comm communicator, double value);
double minOver(MPI_Comm communicator, double value);

} // namespace coldloop::cht
