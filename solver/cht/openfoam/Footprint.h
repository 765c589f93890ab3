// The faces of a patch, or the cells of a zone, seen along the normal of a power map's plane.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/Geometry.h"

#include <utility>

namespace coldloop::cht {

struct Window { // in the plane of the map [m]
    double x0 = 0, x1 = 0, y0 = 0, y1 = 0;
};

class Footprint {
public:
    // Throws InputError when the map's patch or zone does not exist, and when its axes are not perpendicular. Collective.
    // `mesh` and `geometry` outlive this.
    Footprint(const PowerMap& map, const meshes::PolyMesh& mesh, const Geometry& geometry);
    // Extent over all ranks.
    const Window& extent() const { return extent_; }
    // Area of a window above which there is something of the patch or zone (its upper surface), on this rank [m^2].
    double covered(const Window& window) const;
    // What of this rank lies below a window: faces (from 0, the first on the boundary) with the area of their projection
    // [m^2], or owned cells with their volume [m^3].
    std::vector<std::pair<int, double>> parts(const Window& window) const;

private:
    struct Part {
        int index = 0; // of a boundary face from 0, or of a cell
        Window extent;
        double size = 0;                        // area of the projection, or volume
        std::vector<std::pair<int, int>> faces; // of the mesh, with 1 where they look out of the cell, otherwise -1
    };
    struct Overlap {
        double area = 0, volume = 0; // signed by the direction of the face; volume between it and the plane of the map
    };
    void setAxes(const PowerMap& map);
    void addPatch(const std::string& name);
    void addZone(const std::string& name);
    void measure(Part& part);
    Vec3 project(const Vec3& x) const;
    Overlap overlap(int meshFace, const Window& window) const;

    const meshes::PolyMesh& mesh_;
    const Geometry& geometry_;
    Vec3 origin_{}, axes_[3] = {};
    Window extent_;
    bool ofZone_ = false;
    std::vector<Part> parts_;
    std::vector<std::pair<int, int>> surface_; // faces of the mesh around a zone, with their sign
};

} // namespace coldloop::cht
