// Walls of the turbulent coolant: Turbulence's wall states, and what their first cells are like.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/Turbulence.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace coldloop::cht {

namespace {
constexpr double logarithmicFrom = 11;                  // y+ where the layers' laws meet,
constexpr double viscousTo = 5, logarithmicBeyond = 30; // and where each holds
} // namespace

// k-omega SST limits nut by the shear that a cell's gradient shows. In the first cell of a wall function that gradient
// reaches down to the wall, several times that of the logarithmic layer where the cell's centre lies: there k / omega
// is right.
std::vector<double> Turbulence::equilibriumAtWalls(std::vector<double> nut) const
{
    if (setup_.model != "kOmegaSST") return nut;
    const std::vector<double> k = model_->field("k"), omega = model_->field("omega");
    for (int i = part_.mesh.internalFaces(); i < part_.mesh.faces(); ++i) {
        const int face = part_.faceOf[i] - fluid_.geometry.internalFaces, c = part_.mesh.owner[i];
        if (face < 0 || wall_[face].yPlus == 0) continue;
        const double weight = std::exp(-std::pow(logarithmicFrom / wall_[face].yPlus, 4));
        nut[c] = std::max(nut[c], weight * k[c] / omega[c]);
    }
    return nut;
}

void Turbulence::takeWalls()
{
    const Geometry& g = fluid_.geometry;
    const std::vector<WallState> boundary = model_->boundary(), before = std::move(wall_);
    wall_.assign(g.faces() - g.internalFaces, {});
    for (std::size_t i = 0; i < boundary.size(); ++i) {
        const int face = part_.faceOf[i + part_.mesh.internalFaces()] - g.internalFaces;
        if (face < 0) continue;
        wall_[face] = boundary[i];
        // A wall function answers a faster cell with more friction, the flow friction with a slower cell: half the way.
        if (!before.empty()) wall_[face].eddyViscosity = (boundary[i].eddyViscosity + before[face].eddyViscosity) / 2;
    }
    measureWalls();
}

void Turbulence::measureWalls()
{
    const Geometry& g = fluid_.geometry;
    const MPI_Comm communicator = g.halo->communicator();
    double lowest = std::numeric_limits<double>::max(), highest = 0, area = 0, buffered = 0, logarithmic = 0;
    for (int f = g.internalFaces; f < g.faces(); ++f) {
        const WallState& wall = wall_[f - g.internalFaces];
        if (wall.frictionVelocity == 0) continue;
        const double size = g.magArea(f);
        lowest = std::min(lowest, wall.yPlus);
        highest = std::max(highest, wall.yPlus);
        area += size;
        if (wall.yPlus > logarithmicBeyond)
            logarithmic += size;
        else if (wall.yPlus > viscousTo)
            buffered += size;
    }
    highest = maxOver(communicator, highest);
    yPlus_ = {std::min(minOver(communicator, lowest), highest), highest};
    area = sumOver(communicator, area);
    buffered_ = area > 0 ? sumOver(communicator, buffered) / area : 0.0;
    logarithmic_ = area > 0 ? sumOver(communicator, logarithmic) / area : 0.0;
}

std::vector<std::string> Turbulence::flags() const
{
    const std::string range =
        fmt::format("The first cells at turbulent walls have y+ from {:.2g} to {:.2g}", yPlus_.first, yPlus_.second);
    if (yPlus_.second == 0) return {};
    if (setup_.model == "kEpsilon" && logarithmic_ < 0.5)
        return {range +
                fmt::format(", most of them below {:.0f}, where k-epsilon does not hold. Use k-omega SST or coarser "
                            "cells there.",
                            logarithmicBeyond)};
    if (buffered_ > 0.5)
        return {range +
                fmt::format(", most of them between {:.0f} and {:.0f}, where friction and heat transfer are less "
                            "certain than below or above.",
                            viscousTo, logarithmicBeyond)};
    return {};
}

} // namespace coldloop::cht
