// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/app/FieldPieces.h"

#include "meshes/CellShapes.h"
#include "solver/core/Error.h"

namespace coldloop::app {

results::FieldPiece pieceOf(const meshes::PolyMesh& mesh, const cht::CellField& cells, double time, bool turbulent)
{
    expects(cells.temperature.size() == static_cast<std::size_t>(mesh.cells()), "a field has a value for each cell");
    meshes::CellShapes shapes = meshes::cellShapes(mesh);
    results::FieldPiece piece;
    piece.points = mesh.points;
    piece.points.insert(piece.points.end(), shapes.extraPoints.begin(), shapes.extraPoints.end());
    piece.connectivity = std::move(shapes.connectivity);
    piece.start = std::move(shapes.start);
    piece.type = std::move(shapes.type);
    piece.cellOf = std::move(shapes.cellOf);
    piece.region = cells.region;
    piece.regionNames = cells.regionNames;
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
