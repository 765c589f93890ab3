// Floorplans laid on the faces of a patch or through the cells of a zone.
//
// A rectangle gives every face the share of its power that the overlap has in the plane of the map, and every cell that
// of the volume below the rectangle (exact for polyhedra: sum over faces of the integral of height over the clipped
// projection). Shares are scaled so that each rectangle's power is conserved to rounding.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/Geometry.h"

namespace coldloop::cht {

class PowerMaps {
public:
    // `mesh`: this rank's part, its cells and faces those of `geometry`. Throws InputError naming the rectangle and how
    // far it reaches over the edge, a patch or zone that does not exist, and sizes or powers that are not positive.
    // Collective.
    PowerMaps(const std::vector<PowerMap>& maps, const meshes::PolyMesh& mesh, const Geometry& geometry);
    // Power of cells and of boundary faces at a time [W]; empty where no map lies in a zone, on a patch.
    std::vector<double> cellPower(double time) const;
    std::vector<double> facePower(double time) const;

private:
    struct Share {
        int map = 0, index = 0; // of a cell, or of a boundary face (from 0)
        double power = 0;       // at factor 1 [W]
    };
    std::vector<double> collect(const std::vector<Share>& shares, int size, double time) const;

    std::vector<std::function<double(double)>> schedules_;
    std::vector<Share> cellShares_, faceShares_;
    int cells_ = 0, boundaryFaces_ = 0;
    bool inZones_ = false, onPatches_ = false; // any map, the same on all ranks
};

} // namespace coldloop::cht
