// Where the stock solver's answer is doubtful or differs by design.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/StockCaseMaterials.h"
#include "solver/cht/StockCaseModel.h"

#include <fmt/format.h>

#include <cmath>

namespace coldloop::cht {

namespace {

constexpr double smallContact = 1e-3; // of the half cells beside it: below, the coupling converges slowly
constexpr double boxTolerance = 1e-9; // of the trace, off the diagonal of sum Sf Sf / |Sf|

// The packaged solver computes inv(T) & b wrongly in cells where T = sum over faces Sf Sf / |Sf| is not diagonal.
bool coolantOfBoxes(const StockModel& model)
{
    const meshes::PolyMesh& mesh = model.mesh;
    std::vector<std::array<double, 4>> sums(mesh.zone.size()); // trace, xy, xz, yz
    for (int f = 0; f < mesh.faces(); ++f) {
        const meshes::Point& s = model.sizes.faceArea[f];
        const double size = model.areaOf(f);
        if (!(size > 0)) continue;
        for (const int c : {mesh.owner[f], f < mesh.internalFaces() ? mesh.neighbour[f] : -1}) {
            if (c < 0) continue;
            const std::array<double, 4> part{size, s[0] * s[1] / size, s[0] * s[2] / size, s[1] * s[2] / size};
            for (int i = 0; i < 4; ++i) sums[c][i] += part[i];
        }
    }
    for (int c = 0; c < mesh.cells(); ++c)
        for (int i = 1; i < 4; ++i)
            if (model.regions[mesh.zone[c]].material.fluid && std::abs(sums[c][i]) > boxTolerance * sums[c][0])
                return false;
    return true;
}

// Mean of distance / conductivity from cell centres to the faces, on one side [m^2 K/W].
double halfCells(const StockModel& model, const StockRegion& region, const std::vector<int>& faces)
{
    double sum = 0, area = 0;
    for (const int f : faces) {
        const meshes::PolyMesh& mesh = model.mesh;
        const bool owner = model.regions[mesh.zone[mesh.owner[f]]].name == region.name;
        const meshes::Point& centre = model.sizes.cellCentre[owner ? mesh.owner[f] : mesh.neighbour[f]];
        const double size = model.areaOf(f);
        sum += std::abs(meshes::dot(model.sizes.faceArea[f], meshes::minus(model.sizes.faceCentre[f], centre)));
        area += size;
    }
    return sum / area / region.material.conductivity(model.initialTemperature);
}

void warnOfContacts(StockModel& model)
{
    for (std::size_t r = 0; r < model.regions.size(); ++r)
        for (const StockInterface& side : model.regions[r].interfaces) {
            if (side.region < int(r) || !(side.resistance > 0)) continue;
            const StockRegion &a = model.regions[r], &b = model.regions[side.region];
            const double beside = halfCells(model, a, side.faces) + halfCells(model, b, side.faces);
            if (side.resistance < smallContact * beside)
                model.warnings.push_back(fmt::format(
                    "contact between '{}' and '{}': {:g} m2K/W is small beside {:g} m2K/W of the cells there, and the "
                    "stock coupling, which exchanges wall temperatures, converges slowly. Leave it out to compare.",
                    a.name, b.name, side.resistance, beside));
        }
}

void warnOfCoolant(StockModel& model, const StockRegion& region)
{
    const ZoneMaterial& m = region.material;
    if (m.regime == Regime::turbulent)
        model.warnings.push_back(fmt::format("zone '{}': heat at turbulent walls follows Jayatilleke's law here and "
                                             "Kader's blend of it in coldloop; they "
                                             "agree at y+ below 1 and above 30.",
                                             region.name));
    if (!m.gas && model.buoyant() && !(m.density.isConstant()))
        model.warnings.push_back(fmt::format("zone '{}': the stock solver varies a liquid's density in continuity too, "
                                             "coldloop in buoyancy only.",
                                             region.name));
}

} // namespace

void warnOfDifferences(StockModel& model)
{
    if (!coolantOfBoxes(model))
        model.warnings.push_back(
            "Debian's package openfoam 1912.200626-1 solves this mesh wrongly: its programs are miscompiled (a loop of "
            "fvc::reconstruct at -O3) where a cell of the coolant is no box along x, y, z; U is then about 1e5 m/s "
            "after "
            "one iteration and the run ends with \"Negative initial temperature\". Run the case with another build of "
            "OpenFOAM, or the solver compiled from its source at -O2.");
    warnOfContacts(model);
    for (const StockRegion& region : model.regions)
        if (region.material.fluid) warnOfCoolant(model, region);
    for (const std::string& fit : fitWarnings(model)) model.warnings.push_back(fit);
}

} // namespace coldloop::cht
