// mpirun -np N coldloop_triad: STREAM triad on N ranks at once, prints the bandwidth of all together [bytes/s].
// SPDX-License-Identifier: GPL-3.0-or-later
#include <mpi.h>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace {

// 128 MB an array, 384 MB a rank: beyond any cache. Three streams of 8 bytes are counted, as STREAM does.
constexpr std::size_t length = 16'000'000;
constexpr double bytes = 3.0 * sizeof(double) * length;

double triad(std::vector<double>& a, const std::vector<double>& b, const std::vector<double>& c, double s)
{
    MPI_Barrier(MPI_COMM_WORLD);
    const double start = MPI_Wtime();
    for (std::size_t i = 0; i < length; ++i) a[i] = b[i] + s * c[i];
    MPI_Barrier(MPI_COMM_WORLD);
    return MPI_Wtime() - start;
}

} // namespace

int main(int argc, char** argv)
{
    MPI_Init(&argc, &argv);
    int rank = 0, ranks = 1;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);
    std::vector<double> a(length, 1.0), b(length, 2.0), c(length, 0.5);
    double best = 1e30, sum = 0;
    for (int i = 0; i < 10; ++i) {
        best = std::min(best, triad(a, b, c, i));
        sum += a[length / 2]; // the loop's result is used
    }
    if (rank == 0) std::printf("%.6e\n", ranks * bytes / best);
    MPI_Finalize();
    return sum > 0 ? 0 : 1;
}
