// What a 3-D model is made of: materials of zones, boundary conditions of patches, contacts, sources. Plain SI structs.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/PolyMesh.h"

#include <array>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace coldloop::cht {

using Vec3 = std::array<double, 3>;
using Tensor = std::array<Vec3, 3>;
using ScalarField = std::function<double(const Vec3& position, double time)>; // SI
using VectorField = std::function<Vec3(const Vec3& position, double time)>;

// A property of temperature [K]: a constant or a function.
class Law {
public:
    Law(double constant = 0) : constant_(constant) {}
    Law(std::function<double(double)> law) : law_(std::move(law)) {}
    double operator()(double temperature) const { return law_ ? law_(temperature) : constant_; }
    bool isConstant() const { return !law_; }

private:
    double constant_ = 0;
    std::function<double(double)> law_;
};

enum class Regime { laminar, turbulent, automatic };
enum class Buoyancy { none, density, boussinesq }; // by rho(T) of the material, or by -rho beta (T - Tref)
constexpr Tensor isotropic{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};

struct ZoneMaterial {
    std::string zone;
    bool fluid = false;
    bool gas = false; // low Mach number: density in continuity is that of the ideal gas at the zone's pressure
    Law density;      // [kg/m^3]; of a liquid in continuity at its inlet's temperature
    Law specificHeat; // [J/(kg K)]
    Law enthalpy;     // integral of cp dT [J/kg]; made from a constant specificHeat where not given
    bool hasEnthalpy = false;
    Law viscosity;        // dynamic [Pa s], fluids
    double thickened = 1; // times the viscosity in the flow: coarse jets then have the Reynolds number of finer ones
    Law conductivity;     // [W/(m K)], times
    Tensor conductivityShape = isotropic; // symmetric; diag(kx, ky, kz) with conductivity = 1, or rotated
    double heatSource = 0;                // [W/m^3]
    ScalarField heatField;                // [W/m^3], added to heatSource where given
    Regime regime = Regime::laminar;
    Vec3 darcy{}, forchheimer{}; // porous: -(mu D + rho |u| F / 2) u per direction x, y, z [1/m^2], [1/m]
    VectorField force;           // [N/m^3], fluids
    double minTemperature = 0, maxTemperature = 1e9; // range of the laws [K]; leaving it is flagged
    Law saturationPressure;                          // absolute [Pa]; 0: no boiling check
};

enum class ThermalBoundary { adiabatic, fixedTemperature, heatFlux, convection, inlet, outlet };
enum class FlowBoundary { wall, symmetry, inlet, outlet };

// What happens on a patch. Patches without an entry are adiabatic no-slip walls (symmetry patches: symmetric).
struct Boundary {
    std::string patch;
    ThermalBoundary thermal = ThermalBoundary::adiabatic;
    FlowBoundary flow = FlowBoundary::wall;
    double temperature = 0; // [K] fixedTemperature, inlet; ambient of convection; of what flows back in at an outlet
    ScalarField temperatureField; // [K], instead of `temperature` where given
    double heatFlux = 0;          // [W/m^2], positive into the domain
    ScalarField heatFluxField;    // [W/m^2], instead of `heatFlux` where given
    double heatTransfer = 0;      // h of convection [W/(m^2 K)]: flux out = h (T - Ta) + eps sigma (T^4 - Ta^4)
    double emissivity = 0;        // eps of convection
    // An inlet: one of these.
    double velocity = 0;                             // uniform, normal into the domain [m/s]
    VectorField velocityField;                       // [m/s]; on a wall: its own, tangential velocity
    double massFlow = 0;                             // [kg/s] spread evenly
    std::function<double(double)> schedule;          // factor over time [s] on these three; none: 1
    std::vector<std::pair<double, double>> fanCurve; // volume flow [m^3/s] -> pressure rise over the outlet [Pa]
    double turbulenceIntensity = 0.05, turbulenceLength = 0; // inlet; length 0: 0.07 hydraulic diameter [m]
};

// Resistance on the faces between two zones (TIM, contact).
struct ContactResistance {
    std::string zoneA, zoneB;
    double value = 0; // [m^2 K/W]
};

// Fully developed periodic flow across a cyclic pair.
struct Periodic {
    std::string patch;           // the first of the pair
    double meanVelocity = 0;     // [m/s] through `patch` into the domain, driven by the pressure gradient it needs, or
    double pressureGradient = 0; // [Pa/m] that drives the flow from `patch` to its partner
    double temperatureRise = 0;  // from `patch` to its partner [K]: q / (m cp)
    bool constantWall = false;   // T - Tw keeps its shape and shrinks by one factor from `patch` to its partner
};

struct PowerRectangle {
    std::string name;
    double x = 0, y = 0, width = 0, height = 0; // [m], in the map's own plane
    double power = 0;                           // [W]
};
// A floorplan laid on the faces of a patch or through a zone; the total is conserved to rounding.
struct PowerMap {
    std::string patch, zone; // one of them
    Vec3 origin{};           // where x = y = 0 of the map lies [m]
    Vec3 xAxis{1, 0, 0}, yAxis{0, 1, 0};
    std::vector<PowerRectangle> rectangles;
    std::function<double(double)> schedule; // factor over time [s]; none: 1
};

struct Physics {
    std::vector<ZoneMaterial> zones; // every zone of the mesh
    std::vector<Boundary> boundaries;
    std::vector<ContactResistance> contacts;
    std::vector<Periodic> periodic;
    std::vector<PowerMap> powerMaps;
    Vec3 gravity{};                       // [m/s^2]
    Buoyancy buoyancy = Buoyancy::none;   // density where gravity is given
    double operatingPressure = 101325;    // absolute, at the outlet [Pa]
    double initialTemperature = 0;        // [K]; 0: an inlet's or a fixed one
    std::string turbulence = "kOmegaSST"; // or kEpsilon
    double turbulentPrandtl = 0.85;
    bool upwindEnthalpy = false; // first-order convection of heat, to compare with programs that have only that
};

} // namespace coldloop::cht
