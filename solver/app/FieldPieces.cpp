// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/app/FieldPieces.h"

#include "meshes/CellShapes.h"
#include "solver/core/Error.h"

#include <algorithm>

namespace coldloop::app {

results::FieldPiece pieceOf(const meshes::PolyMesh& mesh, const cht::CellField& cells, double time, bool turbulent)
{
    const std::size_t own = cells.temperature.size();
    expects(own <= static_cast<std::size_t>(mesh.cells()) && cells.region.size() == own,
            "a field is of the mesh's cells");
    meshes::CellShapes shapes = meshes::cellShapes(mesh);
    const auto end = std::lower_bound(shapes.cellOf.begin(), shapes.cellOf.end(), static_cast<int>(own));
    const auto written = static_cast<std::size_t>(end - shapes.cellOf.begin()); // the others are of neighbouring ranks
    shapes.cellOf.resize(written);
    shapes.type.resize(written);
    shapes.start.resize(written + 1);
    shapes.connectivity.resize(static_cast<std::size_t>(shapes.start.back()));
    results::FieldPiece piece;
    piece.points = mesh.points;
    piece.points.insert(piece.points.end(), shapes.extraPoints.begin(), shapes.extraPoints.end());
    piece.connectivity = std::move(shapes.connectivity);
    piece.start = std::move(shapes.start);
    piece.type = std::move(shapes.type);
    piece.cellOf = std::move(shapes.cellOf);
    piece.region = cells.region;
    piece.regionNames = cells.regionNames;
    piece.number = cells.number;
    piece.time = time;
    std::vector<double> velocity;
    velocity.reserve(3 * cells.velocity.size());
    for (const auto& u : cells.velocity) velocity.insert(velocity.end(), u.begin(), u.end());
    piece.arrays = {{"temperature", "K", 1, cells.temperature},
                    {"pressure", "Pa", 1, cells.pressure},
                    {"velocity", "m/s", 3, std::move(velocity)}};
    if (turbulent) {
        std::vector<double> eddyViscosity = cells.eddyViscosity;
        eddyViscosity.resize(cells.temperature.size()); // a rank whose cells are all solid may have none
        piece.arrays.push_back({"eddy_viscosity", "Pa s", 1, std::move(eddyViscosity)});
    }
    return piece;
}

} // namespace coldloop::app
