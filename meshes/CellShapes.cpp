// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/CellShapes.h"

#include "meshes/Measure.h"

#include <algorithm>

namespace coldloop::meshes {

namespace {

constexpr unsigned char tetrahedron = 10, hexahedron = 12, wedge = 13, pyramid = 14;

class Writer {
public:
    explicit Writer(const PolyMesh& mesh) : mesh_(mesh), faces_(facesOfCells(mesh))
    {
        shapes_.start.push_back(0);
        shapes_.start.reserve(std::size_t(mesh.cells()) + 1);
        shapes_.type.reserve(mesh.cells());
        shapes_.cellOf.reserve(mesh.cells());
        shapes_.connectivity.reserve(8 * std::size_t(mesh.cells()));
    }

    CellShapes write()
    {
        for (int c = 0; c < mesh_.cells(); ++c) {
            if (const int base = baseFace(c); base >= 0 && addPlain(c, base)) continue;
            addSplit(c);
        }
        placeExtraPoints();
        return std::move(shapes_);
    }

private:
    int size(int face) const { return mesh_.faceStart[face + 1] - mesh_.faceStart[face]; }
    const int* points(int face) const { return &mesh_.facePoints[mesh_.faceStart[face]]; }
    const int* begin(int cell) const { return &faces_.face[faces_.start[cell]]; }
    const int* end(int cell) const { return faces_.face.data() + faces_.start[cell + 1]; }

    // The face a plain shape stands on, its type in type_; -1 where the faces are not those of a plain shape.
    int baseFace(int cell)
    {
        int triangle = -1, quad = -1, triangles = 0, quads = 0;
        for (const int* f = begin(cell); f != end(cell); ++f) {
            if (size(*f) == 3)
                triangle = *f, ++triangles;
            else if (size(*f) == 4)
                quad = *f, ++quads;
            else
                return -1;
        }
        if (quads == 6 && triangles == 0) return type_ = hexahedron, quad;
        if (quads == 3 && triangles == 2) return type_ = wedge, triangle;
        if (quads == 1 && triangles == 4) return type_ = pyramid, quad;
        if (quads == 0 && triangles == 4) return type_ = tetrahedron, triangle;
        return -1;
    }

    // The corners of the base as seen from inside, or from outside.
    void addCorners(int cell, int face, bool fromInside)
    {
        std::vector<int>& out = shapes_.connectivity;
        out.insert(out.end(), points(face), points(face) + size(face));
        const bool outwards = face >= mesh_.internalFaces() || mesh_.owner[face] == cell;
        // The first corner stays first: both cells of a face fan it alike.
        if (outwards == fromInside) std::reverse(out.end() - size(face) + 1, out.end());
    }

    // The point that an edge off the base joins to base corner p, -1 where there is none or more than one.
    int above(int cell, int base, int p) const
    {
        int found = -1;
        for (const int* f = begin(cell); f != end(cell); ++f) {
            if (*f == base) continue;
            const int n = size(*f);
            for (int i = 0; i < n; ++i) {
                if (points(*f)[i] != p) continue;
                for (const int q : {points(*f)[(i + 1) % n], points(*f)[(i + n - 1) % n]}) {
                    if (std::find(points(base), points(base) + size(base), q) != points(base) + size(base)) continue;
                    if (found >= 0 && found != q) return -1;
                    found = q;
                }
            }
        }
        return found;
    }

    bool addPlain(int cell, int base)
    {
        std::vector<int>& out = shapes_.connectivity;
        const std::size_t before = out.size();
        const int corners = size(base);
        const bool pointed = type_ == pyramid || type_ == tetrahedron;
        addCorners(cell, base, type_ != wedge); // VTK sees the base of a wedge from outside, other bases from inside
        for (int i = 0; i < corners; ++i) {
            const int apex = above(cell, base, out[before + i]);
            const bool seen = std::find(out.begin() + before, out.end(), apex) != out.end();
            if (apex < 0 || (i > 0 && seen != pointed)) return out.resize(before), false;
            if (i == 0 || !pointed) out.push_back(apex);
        }
        finish(type_, cell);
        return true;
    }

    void addSplit(int cell)
    {
        const int centre = int(mesh_.points.size() + shapes_.extraPointCell.size());
        shapes_.extraPointCell.push_back(cell);
        std::vector<int>& out = shapes_.connectivity;
        for (const int* f = begin(cell); f != end(cell); ++f) {
            const std::size_t before = out.size();
            addCorners(cell, *f, true);
            if (size(*f) <= 4) {
                out.push_back(centre);
                finish(size(*f) == 4 ? pyramid : tetrahedron, cell);
                continue;
            }
            const std::vector<int> polygon(out.begin() + before, out.end());
            out.resize(before);
            for (std::size_t i = 1; i + 1 < polygon.size(); ++i) {
                out.insert(out.end(), {polygon[0], polygon[i], polygon[i + 1], centre});
                finish(tetrahedron, cell);
            }
        }
    }

    void finish(unsigned char type, int cell)
    {
        shapes_.start.push_back(int(shapes_.connectivity.size()));
        shapes_.type.push_back(type);
        shapes_.cellOf.push_back(cell);
    }

    void placeExtraPoints()
    {
        if (shapes_.extraPointCell.empty()) return;
        const std::vector<Point> centre = measure(mesh_).cellCentre;
        for (const int cell : shapes_.extraPointCell) shapes_.extraPoints.push_back(centre[cell]);
    }

    const PolyMesh& mesh_;
    CellFaces faces_;
    CellShapes shapes_;
    unsigned char type_ = 0;
};

} // namespace

CellShapes cellShapes(const PolyMesh& mesh) { return Writer(mesh).write(); }

} // namespace coldloop::meshes
