// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/WorstCell.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace coldloop::cht {

WorstCell worstCell(const Geometry& geometry, const std::vector<int>& zone, const std::vector<double>& values)
{
    int worst = 0;
    double most = -1;
    for (int c = 0; c < geometry.ownedCells; ++c) {
        const double value = std::isnan(values[c]) ? std::numeric_limits<double>::infinity() : std::abs(values[c]);
        if (!(value > most)) continue;
        worst = c;
        most = value;
    }
    const MPI_Comm communicator = geometry.halo->communicator();
    struct {
        double value;
        int rank;
    } mine{most, 0}, all{};
    MPI_Comm_rank(communicator, &mine.rank);
    MPI_Allreduce(&mine, &all, 1, MPI_DOUBLE_INT, MPI_MAXLOC, communicator);
    double packed[4] = {};
    if (mine.rank == all.rank && geometry.ownedCells > 0) {
        const Vec3& x = geometry.centre[worst];
        packed[0] = zone.empty() ? 0 : zone[worst];
        std::copy(x.begin(), x.end(), packed + 1);
    }
    MPI_Bcast(packed, 4, MPI_DOUBLE, all.rank, communicator);
    return {all.value, int(packed[0]), {packed[1], packed[2], packed[3]}};
}

std::string placeOf(const WorstCell& cell, const std::vector<ZoneMaterial>& materials)
{
    return fmt::format("in zone '{}' {}", materials.at(cell.zone).zone, placeOf(cell));
}

std::string placeOf(const WorstCell& cell)
{
    return fmt::format("at ({:.6g}, {:.6g}, {:.6g}) m", cell.centre[0], cell.centre[1], cell.centre[2]);
}

} // namespace coldloop::cht
