// Coolants with simple exact properties, and short ways to build networks.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/network/Network.h"
#include "solver/network/components/Components.h"

#include <cmath>
#include <memory>
#include <string>
#include <vector>

namespace test {

using namespace coldloop;
using namespace coldloop::network;

// cp = cp0 + slope (T - 273.15), so h is a parabola; density and viscosity constant.
class SimpleCoolant : public materials::Coolant {
public:
    SimpleCoolant(double density, double viscosity, double cp, double cpSlope = 0)
        : density_(density), viscosity_(viscosity), cp_(cp), slope_(cpSlope)
    {
    }
    Property density(double) const override { return {density_, 0}; }
    Property viscosity(double) const override { return {viscosity_, 0}; }
    Property conductivity(double) const override { return {0.6, 0}; }
    Property specificHeat(double t) const override { return {cp_ + slope_ * (t - zeroCelsius), slope_}; }
    Property enthalpy(double t) const override
    {
        const double d = t - zeroCelsius;
        return {cp_ * d + slope_ * d * d / 2, cp_ + slope_ * d};
    }
    double minTemperature() const override { return 273.15; }
    double maxTemperature() const override { return 373.15; }
    const std::string& name() const override { return name_; }

private:
    std::string name_ = "simple";
    double density_, viscosity_, cp_, slope_;
};

inline std::shared_ptr<const materials::Coolant> water() { return std::make_shared<SimpleCoolant>(1000, 1e-3, 4180); }

inline std::shared_ptr<const materials::Coolant> glycol() // cp rises with temperature as PG25's does
{
    return std::make_shared<SimpleCoolant>(1015, 1.5e-3, 3864, 2.5);
}

inline NodeId addNode(Network& net, const std::string& name, int loop = 0, double volume = 0)
{
    Node n;
    n.name = name;
    n.loop = loop;
    n.volume = volume;
    return net.addNode(n);
}

inline BranchId addBranch(Network& net, const std::string& name, NodeId from, NodeId to,
                          std::vector<std::shared_ptr<Component>> components)
{
    Branch b;
    b.name = name;
    b.from = from;
    b.to = to;
    b.components = std::move(components);
    return net.addBranch(b);
}

inline BranchId addFixedFlow(Network& net, const std::string& name, NodeId from, NodeId to, double massFlow)
{
    Branch b;
    b.name = name;
    b.from = from;
    b.to = to;
    b.fixedFlow = true;
    b.massFlow = massFlow;
    return net.addBranch(b);
}

inline void fixPressure(Network& net, NodeId id, double pressure)
{
    net.node(id).fixedPressure = true;
    net.node(id).pressure = pressure;
}

inline void fixTemperature(Network& net, NodeId id, double temperature)
{
    net.node(id).fixedTemperature = true;
    net.node(id).temperature = temperature;
}

inline std::shared_ptr<Component> quadratic(const std::string& name, double linear, double square)
{
    QuadraticLossParameters p;
    p.linear = linear;
    p.quadratic = square;
    return makeQuadraticLoss(name, p);
}

// rise = shutOff (1 - (Q / runOut)^2) as a table of 41 points.
inline std::shared_ptr<Pump> parabolicPump(const std::string& name, double shutOff, double runOut, int count = 1)
{
    PumpParameters p;
    for (int i = 0; i <= 40; ++i) {
        const double q = runOut * i / 40;
        p.flow.push_back(q);
        p.rise.push_back(shutOff * (1 - q * q / (runOut * runOut)));
    }
    p.efficiency = 0.6;
    p.count = count;
    return std::make_shared<Pump>(name, p);
}

inline std::vector<double> uniform(const Network& net, double value)
{
    return std::vector<double>(net.nodes().size(), value);
}

inline std::vector<BranchHeat> noHeat(const Network& net) { return std::vector<BranchHeat>(net.branches().size()); }

} // namespace test
