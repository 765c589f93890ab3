// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/HeatBalance.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace coldloop::cht {

namespace {

bool open(ThermalBoundary kind) { return kind == ThermalBoundary::inlet || kind == ThermalBoundary::outlet; }

void sumOver(MPI_Comm communicator, std::vector<double>& values)
{
    MPI_Allreduce(MPI_IN_PLACE, values.data(), int(values.size()), MPI_DOUBLE, MPI_SUM, communicator);
}

constexpr double cancelled = 1e-6; // share of what crosses faces below which their sum is rounding

// Out of the domain through each patch; then what cyclic pairs carry out more than in, and the sum of magnitudes. [W]
std::vector<double> patchHeat(const EnergySystem& system)
{
    const Geometry& g = system.geometry();
    std::vector<double> out(g.patches.size() + 2);
    double& magnitude = out.back();
    for (std::size_t p = 0; p < g.patches.size(); ++p) {
        for (int f = g.patches[p].start; f < g.patches[p].start + g.patches[p].size; ++f) {
            const double heat = system.conduction(f) + system.convection(f);
            out[p] += heat;
            magnitude += std::abs(heat);
        }
    }
    for (int f = g.firstCyclic; f < g.internalFaces; ++f) // of the two ranks of a face the neighbour's counts
        if (g.owned(g.neighbour[f])) out[g.patches.size()] -= system.cyclicSurplus(f);
    return out;
}

} // namespace

HeatBalance heatSums(const EnergySystem& system)
{
    const Geometry& g = system.geometry();
    const std::size_t patches = g.patches.size(), zones = system.conditions().materials.size();
    std::vector<double> sums = patchHeat(system);
    sums.resize(patches + 4 + zones); // sources, their magnitude, stored in each zone
    double* source = &sums[patches + 2];
    double* stored = &sums[patches + 4];
    for (int c = 0; c < g.ownedCells; ++c) {
        source[0] += system.source(c);
        source[1] += std::abs(system.source(c));
        stored[system.zone()[c]] += system.stored(c);
    }
    sumOver(g.halo->communicator(), sums);
    HeatBalance balance;
    balance.heatIn = source[0];
    balance.absolute = source[1];
    for (std::size_t p = 0; p <= patches; ++p) {
        const bool enthalpy = p == patches || open(system.conditions().boundaries[p].thermal);
        (enthalpy ? balance.enthalpyRise : balance.heatIn) += enthalpy ? sums[p] : -sums[p];
        balance.absolute += std::abs(sums[p]);
    }
    for (std::size_t z = 0; z < zones; ++z) {
        balance.stored += stored[z];
        balance.absolute += std::abs(stored[z]);
    }
    balance.absolute = std::max(balance.absolute, cancelled * sums[patches + 1]) / 2;
    if (balance.absolute > 0)
        balance.imbalance = std::abs(balance.heatIn - balance.enthalpyRise - balance.stored) / balance.absolute;
    return balance;
}

namespace {

double maxTemperature(const EnergySystem& system)
{
    const Geometry& g = system.geometry();
    const std::vector<double>& t = system.temperature();
    double highest = -1e300;
    if (g.ownedCells > 0) highest = *std::max_element(t.begin(), t.begin() + g.ownedCells);
    for (std::size_t p = 0; p < g.patches.size(); ++p) {
        if (open(system.conditions().boundaries[p].thermal)) continue;
        for (int f = g.patches[p].start; f < g.patches[p].start + g.patches[p].size; ++f)
            highest = std::max(highest, system.ownerFaceTemperature(f));
    }
    return maxOver(g.halo->communicator(), highest) + system.conditions().referenceTemperature;
}

std::vector<Backflow> backflow(const EnergySystem& system)
{
    const Geometry& g = system.geometry();
    const EnergyConditions& conditions = system.conditions();
    std::vector<Backflow> found;
    for (std::size_t p = 0; p < g.patches.size() && !conditions.flux.empty(); ++p) {
        if (conditions.boundaries[p].thermal != ThermalBoundary::outlet) continue;
        std::vector<double> sums(2);
        for (int f = g.patches[p].start; f < g.patches[p].start + g.patches[p].size; ++f) {
            if (conditions.flux[f] >= 0) continue;
            sums[0] += g.magArea(f);
            sums[1] -= conditions.flux[f];
        }
        sumOver(g.halo->communicator(), sums);
        if (sums[0] > 0) found.push_back({g.patches[p].name, sums[0], sums[1]});
    }
    return found;
}

} // namespace

HeatBalance heatBalance(const EnergySystem& system)
{
    HeatBalance balance = heatSums(system);
    balance.maxTemperature = maxTemperature(system);
    balance.backflow = backflow(system);
    return balance;
}

std::vector<std::string> rangeFlags(const EnergySystem& system)
{
    const Geometry& g = system.geometry();
    const EnergyConditions& conditions = system.conditions();
    std::vector<std::string> flags;
    std::vector<double> low(conditions.materials.size(), 1e300), high(conditions.materials.size(), -1e300);
    for (int c = 0; c < g.ownedCells; ++c) {
        const double t = conditions.referenceTemperature + system.temperature()[c];
        double& lowest = low[system.zone()[c]];
        double& highest = high[system.zone()[c]];
        lowest = std::min(lowest, t);
        highest = std::max(highest, t);
    }
    for (std::size_t z = 0; z < conditions.materials.size(); ++z) {
        const ZoneMaterial& material = conditions.materials[z];
        const double lowest = minOver(g.halo->communicator(), low[z]);
        const double highest = maxOver(g.halo->communicator(), high[z]);
        if (lowest > highest || (lowest >= material.minTemperature && highest <= material.maxTemperature)) continue;
        flags.push_back(fmt::format("zone '{}': temperatures from {:.2f} to {:.2f} K leave the range of its material's "
                                    "laws, {:.2f} to {:.2f} K.",
                                    material.zone, lowest, highest, material.minTemperature, material.maxTemperature));
    }
    return flags;
}

} // namespace coldloop::cht
