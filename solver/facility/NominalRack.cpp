// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/facility/NominalRack.h"

#include "solver/core/Interpolation.h"

#include <algorithm>
#include <cmath>

namespace coldloop::facility {

namespace {

constexpr double coldTemperature = zeroCelsius + 20,
                 hotTemperature = zeroCelsius + 60; // [K] between which it interpolates

// Pressure drop of racks in parallel from tables at two viscosities.
class RackLoss : public network::Component {
public:
    struct Curve {
        double viscosity;   // [Pa s]
        MonotoneCubic loss; // [Pa] over mass flow of all racks [kg/s]
    };
    RackLoss(Curve cold, Curve hot) : Component("nominal racks"), cold_(std::move(cold)), hot_(std::move(hot)) {}

    Property pressureLoss(double massFlow, const network::FluidState& fluid) const override
    {
        const double m = std::abs(massFlow), sign = massFlow < 0 ? -1 : 1;
        const double weight = (fluid.viscosity - hot_.viscosity) / (cold_.viscosity - hot_.viscosity);
        const Property c = cold_.loss(m), h = hot_.loss(m);
        return {sign * (weight * c.value + (1 - weight) * h.value),
                weight * c.derivative + (1 - weight) * h.derivative};
    }

    std::optional<Flag> outsideRange(double massFlow, const network::FluidState&) const override
    {
        if (std::abs(massFlow) <= cold_.loss.back()) return {};
        return Flag{name(), "flow beyond 2.5 times nominal, where the racks' curve is extrapolated"};
    }

private:
    Curve cold_, hot_;
};

// The rack alone between two ports, with a prescribed flow.
class LoneRack {
public:
    LoneRack(const RackParameters& rack, const PlateLoss& gpuPlate, const CoolantPtr& coolant) : coolant_(coolant)
    {
        const int loop = network_.addLoop({"nominal rack", coolant});
        rack_ = addRack(network_, loop, rack, gpuPlate, {}, "nominal rack");
        network_.node(rack_.returnPort).fixedPressure = true;
        network::Branch drive;
        drive.name = "nominal rack drive";
        drive.from = rack_.returnPort;
        drive.to = rack_.supplyPort;
        drive.fixedFlow = true;
        drive_ = network_.addBranch(drive);
    }

    network::HydraulicState solve(double massFlow, double temperature)
    {
        network_.branch(drive_).massFlow = massFlow;
        return network_.solveHydraulics(std::vector<double>(network_.nodes().size(), temperature));
    }

    RackLoss::Curve curve(double temperature, int count, double nominalFlow)
    {
        const double density = coolant_->density(temperature).value;
        std::vector<double> flow{0}, loss{0};
        for (const double share : {0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 1.0, 1.2, 1.5, 2.0, 2.5}) {
            const double m = share * nominalFlow * density;
            flow.push_back(m * count);
            loss.push_back(solve(m, temperature).requiredRise[drive_]);
        }
        return {coolant_->viscosity(temperature).value, MonotoneCubic(flow, loss)};
    }

    const RackNetwork& rack() const { return rack_; }

private:
    CoolantPtr coolant_;
    network::Network network_;
    RackNetwork rack_;
    network::BranchId drive_ = 0;
};

} // namespace

NominalRack nominalRack(const RackParameters& rack, const PlateLoss& gpuPlate, const CoolantPtr& coolant, int count,
                        double nominalFlow)
{
    nominalFlow = std::max(nominalFlow, 1e-4); // [m^3/s] a case without flow still has a curve
    LoneRack lone(rack, gpuPlate, coolant);
    NominalRack nominal;
    nominal.loss = std::make_shared<RackLoss>(lone.curve(coldTemperature, count, nominalFlow),
                                              lone.curve(hotTemperature, count, nominalFlow));
    const double middle = (coldTemperature + hotTemperature) / 2;
    const double massFlow = nominalFlow * coolant->density(middle).value;
    const network::HydraulicState state = lone.solve(massFlow, middle);
    std::array<double, 3> sum{}, number{};
    for (const ChipPlace& place : lone.rack().places) {
        const auto kind = static_cast<std::size_t>(place.kind);
        sum[kind] += state.massFlow[lone.rack().chipBranch[place.number]];
        number[kind] += 1;
    }
    const auto share = [&](workload::ChipKind kind) {
        const auto k = static_cast<std::size_t>(kind);
        return number[k] > 0 ? sum[k] / number[k] / massFlow : 0;
    };
    nominal.gpuShare = share(workload::ChipKind::gpu);
    nominal.cpuShare = share(workload::ChipKind::cpu);
    nominal.switchShare = share(workload::ChipKind::switchAsic);
    return nominal;
}

} // namespace coldloop::facility
