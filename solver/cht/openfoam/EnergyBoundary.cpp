// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/EnergyBoundary.h"

#include "solver/core/Error.h"

#include <fmt/format.h>

#include <cmath>

namespace coldloop::cht {

namespace {

constexpr double stefanBoltzmann = 5.670374419e-8; // [W/(m^2 K^4)], exact in SI 2019
constexpr int radiationSteps = 50;                 // Newton's method, on one number

struct Exchange {
    double flux, slope; // out [W/m^2], its derivative [W/(m^2 K)]
};

Exchange exchange(const Boundary& boundary, double absolute)
{
    const double ambient = boundary.temperature, radiation = boundary.emissivity * stefanBoltzmann;
    return {boundary.heatTransfer * (absolute - ambient) + radiation * (std::pow(absolute, 4) - std::pow(ambient, 4)),
            boundary.heatTransfer + 4 * radiation * std::pow(absolute, 3)};
}

double checked(double value, const Boundary& boundary, const Vec3& x, const char* what)
{
    if (!std::isfinite(value))
        throw SolveError(
            fmt::format("energy: the {} of patch '{}' is {} at ({:.6g}, {:.6g}, {:.6g}) m. Look at what is "
                        "given there: a table, a schedule, a law.",
                        what, boundary.patch, value, x[0], x[1], x[2]));
    return value;
}

} // namespace

EnergyBoundary::EnergyBoundary(const Geometry& geometry, const Conduction& conduction)
    : geometry_(geometry), conduction_(conduction)
{
}

void EnergyBoundary::set(const EnergyConditions& conditions)
{
    reference_ = conditions.referenceTemperature;
    linear_ = true;
    faces_.assign(geometry_.faces() - geometry_.internalFaces, {});
    boundary_.clear();
    for (int p = 0; p < int(geometry_.patches.size()); ++p) {
        boundary_.push_back(&conditions.boundaries[p]);
        setPatch(conditions, p);
    }
}

void EnergyBoundary::addPower(const EnergyConditions& conditions, int p)
{
    const PatchRange& patch = geometry_.patches[p];
    const ThermalBoundary kind = conditions.boundaries[p].thermal;
    const bool takes = kind == ThermalBoundary::heatFlux || kind == ThermalBoundary::adiabatic;
    double lost = 0;
    for (int f = patch.start; f < patch.start + patch.size; ++f) {
        const double power = conditions.facePower[f - geometry_.internalFaces];
        if (takes)
            faces_[f - geometry_.internalFaces].value += power;
        else
            lost = std::max(lost, std::abs(power));
    }
    if (maxOver(geometry_.halo->communicator(), lost) > 0)
        throw InputError(
            fmt::format("power map: patch '{}' is not adiabatic and has no given heat flux, so it cannot take "
                        "given power. Put the map through a zone.",
                        patch.name));
}

void EnergyBoundary::setPatch(const EnergyConditions& conditions, int p)
{
    const PatchRange& patch = geometry_.patches[p];
    const Boundary& boundary = *boundary_[p];
    if (boundary.thermal == ThermalBoundary::convection && boundary.emissivity > 0) linear_ = false;
    for (int f = patch.start; f < patch.start + patch.size; ++f) {
        BoundaryFace& face = faces_[f - geometry_.internalFaces];
        const Vec3& x = geometry_.faceCentre[f];
        face.kind = boundary.thermal;
        auto temperature = [&] {
            return boundary.temperatureField ? boundary.temperatureField(x, conditions.time) : boundary.temperature;
        };
        if (face.kind == ThermalBoundary::fixedTemperature || face.kind == ThermalBoundary::inlet)
            face.value = checked(temperature(), boundary, x, "temperature") - reference_;
        face.returns = face.kind == ThermalBoundary::outlet && boundary.temperature > 0;
        if (face.returns) face.value = boundary.temperature - reference_;
        if (face.kind == ThermalBoundary::heatFlux) {
            const double flux = boundary.heatFluxField ? boundary.heatFluxField(x, conditions.time) : boundary.heatFlux;
            face.value = checked(flux, boundary, x, "heat flux") * geometry_.magArea(f);
        }
    }
    if (!conditions.facePower.empty()) addPower(conditions, p);
}

void EnergyBoundary::update(const double* t, const double* g)
{
    for (std::size_t p = 0; p < boundary_.size(); ++p) {
        const PatchRange& patch = geometry_.patches[p];
        const ThermalBoundary kind = boundary_[p]->thermal;
        if (kind != ThermalBoundary::fixedTemperature && kind != ThermalBoundary::convection) continue;
        for (int f = patch.start; f < patch.start + patch.size; ++f) {
            BoundaryFace& face = faces_[f - geometry_.internalFaces];
            const FaceSide side = conduction_.ownerSide(f);
            face.skew = side.offset != Vec3{};
            face.conductance = side.alpha;
            if (kind == ThermalBoundary::convection) convect(f, foot(f, t, g), side.alpha);
        }
    }
}

// alpha (foot - T_b) = |S| q(T_b), which rises with T_b: Newton's method from the warmer side goes straight down.
void EnergyBoundary::convect(int f, double foot, double alpha)
{
    BoundaryFace& face = faces_[f - geometry_.internalFaces];
    const double area = geometry_.magArea(f);
    std::size_t p = 0;
    while (f >= geometry_.patches[p].start + geometry_.patches[p].size) ++p;
    const Boundary& boundary = *boundary_[p];
    double absolute = std::max(reference_ + foot, boundary.temperature);
    Exchange q = exchange(boundary, absolute);
    for (int step = 0; step < radiationSteps && boundary.emissivity > 0; ++step) {
        const double change = (alpha * (reference_ + foot - absolute) - area * q.flux) / (alpha + area * q.slope);
        absolute += change;
        q = exchange(boundary, absolute);
        if (!(std::abs(change) > 1e-13 * absolute)) break;
    }
    face.robin = q.slope;
    face.conductance = q.slope > 0 ? 1 / (1 / alpha + 1 / (q.slope * area)) : 0;
    face.value = q.slope > 0 ? absolute - reference_ - q.flux / q.slope : 0;
}

double EnergyBoundary::foot(int f, const double* t, const double* g) const
{
    const int c = geometry_.owner[f];
    if (!face(f).skew || !g) return t[c];
    const Vec3 a = conduction_.ownerSide(f).offset;
    return t[c] - (g[3 * c] * a[0] + g[3 * c + 1] * a[1] + g[3 * c + 2] * a[2]);
}

double EnergyBoundary::heat(int f, const double* t, const double* g, bool derivative) const
{
    const BoundaryFace& b = face(f);
    if (b.conductance > 0) return b.conductance * (foot(f, t, g) - given(f, derivative));
    const bool open = b.kind == ThermalBoundary::inlet || b.kind == ThermalBoundary::outlet;
    return open ? 0 : -given(f, derivative);
}

double EnergyBoundary::temperature(int f, const double* t, const double* g, bool derivative) const
{
    const BoundaryFace& b = face(f);
    if (b.kind == ThermalBoundary::fixedTemperature || b.kind == ThermalBoundary::inlet) return given(f, derivative);
    const FaceSide side = conduction_.ownerSide(f);
    return foot(f, t, g) - heat(f, t, g, derivative) / side.alpha;
}

} // namespace coldloop::cht
