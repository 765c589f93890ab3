// What Turbulence tells the energy equation, and its state.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/Turbulence.h"
#include "solver/cht/openfoam/WallHeat.h"

#include <algorithm>
#include <map>

namespace coldloop::cht {

namespace {

constexpr double sublayer = 1; // y+ below which a wall is resolved and conduction is all there is

double conductivityOf(const ZoneMaterial& material, double t)
{
    const Tensor& shape = material.conductivityShape;
    return material.conductivity(t) * (shape[0][0] + shape[1][1] + shape[2][2]) / 3;
}

// Coefficients of faces whose coolant cell another rank owns, for the rank that owns the solid cell. Collective.
void shareAcrossRanks(const Geometry& whole, std::map<int, double>& ofFace)
{
    if (whole.halo->alone()) return;
    // Of each cell pairs of the solid cell's number and the coefficient, as many as the cell with the most has.
    std::vector<int> count(whole.cells(), 0);
    const auto coolant = [&](int f, bool owners) { return owners ? whole.owner[f] : whole.neighbour[f]; };
    std::map<std::pair<int, PetscInt>, double> pairs;
    for (const auto& [f, h] : ofFace) {
        if (f >= whole.internalFaces) continue;
        // The coolant's cell is owned here; the other one may be a ghost.
        for (const bool owners : {true, false})
            if (const int other = coolant(f, !owners); !whole.owned(other)) {
                const int cell = coolant(f, owners);
                pairs[{cell, whole.halo->number(other)}] = h;
                ++count[cell];
            }
    }
    const int most = int(maxOver(whole.halo->communicator(), *std::max_element(count.begin(), count.end())));
    if (most == 0) return;
    const std::size_t width = 2 * std::size_t(most);
    std::vector<double> packed(width * whole.cells(), -1.0);
    std::fill(count.begin(), count.end(), 0);
    for (const auto& [key, h] : pairs) {
        double* slot = &packed[width * key.first + 2 * std::size_t(count[key.first]++)];
        slot[0] = double(key.second);
        slot[1] = h;
    }
    whole.halo->update(packed, int(width));
    for (int f = 0; f < whole.internalFaces; ++f)
        for (const bool owners : {true, false}) {
            const int cell = coolant(f, owners), other = coolant(f, !owners);
            if (whole.owned(cell)) continue;
            for (int i = 0; i < most; ++i)
                if (const double* slot = &packed[width * cell + 2 * std::size_t(i)];
                    slot[0] == double(whole.halo->number(other)))
                    ofFace[f] = slot[1];
        }
}

} // namespace

void Turbulence::addTo(EnergyConditions& conditions, const Geometry& whole, const std::vector<int>& zone,
                       const std::vector<double>& t) const
{
    const Geometry& g = fluid_.geometry;
    conditions.eddyConductivity.assign(whole.cells(), 0.0);
    for (int c = 0; c < g.cells(); ++c) {
        const int cell = fluid_.cellOf[c];
        conditions.eddyConductivity[cell] =
            eddyViscosity_[c] * conditions.materials[zone[cell]].specificHeat(t[cell]) / setup_.turbulentPrandtl;
    }
    std::map<int, double> ofFace;
    for (int f = g.internalFaces; f < g.faces(); ++f) {
        const WallState& wall = wall_[f - g.internalFaces];
        if (wall.yPlus <= sublayer) continue;
        const int c = g.owner[f], cell = fluid_.cellOf[c];
        const ZoneMaterial& material = conditions.materials[zone[cell]];
        const double cp = material.specificHeat(t[cell]);
        const double prandtl = viscosity_[c] * cp / conductivityOf(material, t[cell]);
        ofFace[fluid_.faceOf[f]] = setup_.density[c] * cp * wall.frictionVelocity /
                                   wallTemperaturePlus(wall.yPlus, prandtl, setup_.turbulentPrandtl);
    }
    shareAcrossRanks(whole, ofFace);
    conditions.wallFunctions.clear();
    for (const auto& [face, h] : ofFace) conditions.wallFunctions.push_back({face, h});
}

std::vector<std::pair<std::string, std::vector<double>>> Turbulence::fields() const
{
    std::vector<std::pair<std::string, std::vector<double>>> all;
    for (const std::string& name : model_->fieldNames()) {
        std::vector<double>& values = all.emplace_back(name, std::vector<double>(fluid_.geometry.ownedCells)).second;
        const std::vector<double> ofPart = model_->field(name);
        for (std::size_t i = 0; i < ofPart.size(); ++i) values[part_.cellOf[i]] = ofPart[i];
    }
    return all;
}

void Turbulence::restore(const std::vector<std::pair<std::string, std::vector<double>>>& fields,
                         const std::vector<double>& unknowns, const FlowConditions& molecular)
{
    const std::vector<std::string> known = model_->fieldNames();
    for (const auto& [name, values] : fields) {
        if (std::find(known.begin(), known.end(), name) == known.end()) continue; // of another model
        std::vector<double> ofPart;
        for (int c : part_.cellOf) ofPart.push_back(values[c]);
        model_->setField(name, ofPart);
    }
    const std::vector<double> still(fluid_.geometry.faces(), 0.0);
    model_->meetWalls(meanFlow(unknowns, still, molecular));
    wall_.clear();
    take();
}

} // namespace coldloop::cht
