// write_shared DIR: the sample field, its cells dealt to the ranks of MPI. With more than two, the second has none.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "SampleResults.h"
#include "solver/core/Error.h"
#include "solver/core/Ranks.h"

#include <mpi.h>

#include <cstdio>

namespace {

using namespace coldloop;

// The cells of this rank; points are kept whole, pieces may repeat them.
results::FieldPiece partOf(const results::FieldPiece& whole)
{
    const int givers = ranks::count() > 2 ? ranks::count() - 1 : ranks::count();
    const int mine =
        ranks::count() > 2 ? (ranks::number() == 1 ? -1 : ranks::number() - (ranks::number() > 1)) : ranks::number();
    results::FieldPiece part = whole;
    part.connectivity.clear(), part.start = {0}, part.type.clear(), part.cellOf.clear(), part.region.clear();
    for (results::CellArray& array : part.arrays) array.values.clear();
    const int cells = static_cast<int>(whole.region.size());
    for (int cell = 0; cell < cells; ++cell) {
        if (cell * givers / cells != mine) continue;
        for (int k = whole.start[cell]; k < whole.start[cell + 1]; ++k)
            part.connectivity.push_back(whole.connectivity[k]);
        part.start.push_back(static_cast<int>(part.connectivity.size()));
        part.type.push_back(whole.type[cell]);
        part.cellOf.push_back(static_cast<int>(part.region.size()));
        part.region.push_back(whole.region[cell]);
        for (std::size_t a = 0; a < part.arrays.size(); ++a)
            for (int c = 0; c < part.arrays[a].components; ++c)
                part.arrays[a].values.push_back(whole.arrays[a].values[cell * part.arrays[a].components + c]);
    }
    return part;
}

} // namespace

int main(int argc, char** argv)
{
    MPI_Init(&argc, &argv);
    int code = 0;
    try {
        results::NamedField field = verification::sampleField("shared", 12.5);
        field.piece = partOf(field.piece);
        results::writeFields(argv[1], {field});
    } catch (const Error& error) {
        if (ranks::first()) std::fprintf(stderr, "%s\n", error.what());
        code = static_cast<int>(error.exitCode());
    }
    MPI_Finalize();
    return code;
}
