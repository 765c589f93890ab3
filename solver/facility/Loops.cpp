// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/facility/Loops.h"

#include "solver/facility/Feasibility.h"

#include <cmath>

namespace coldloop::facility {

using network::Branch;
using network::BranchId;
using network::Node;
using network::NodeId;

namespace {

constexpr double referenceTemperature = zeroCelsius + 40; // at which stated losses and conductances are taken [K]

NodeId addNode(network::Network& network, int loop, const std::string& name, double volume, double capacity = 0)
{
    Node node;
    node.name = name;
    node.loop = loop;
    node.volume = volume;
    node.wallCapacity = capacity;
    return network.addNode(node);
}

BranchId addBranch(network::Network& network, const std::string& name, NodeId from, NodeId to,
                   std::vector<std::shared_ptr<network::Component>> components)
{
    Branch branch;
    branch.name = name;
    branch.from = from;
    branch.to = to;
    branch.components = std::move(components);
    return network.addBranch(branch);
}

BranchId addFixedFlow(network::Network& network, const std::string& name, NodeId from, NodeId to, double massFlow)
{
    Branch branch;
    branch.name = name;
    branch.from = from;
    branch.to = to;
    branch.fixedFlow = true;
    branch.massFlow = massFlow;
    return network.addBranch(branch);
}

// A joint without a loss of its own: about 1 Pa at 10 L/s, so that the flow through it stays defined.
std::vector<std::shared_ptr<network::Component>> joint()
{
    network::QuadraticLossParameters loss;
    loss.linear = 1e5;
    return {network::makeQuadraticLoss("joint", loss)};
}

void fixPressure(network::Network& network, NodeId id, double pressure)
{
    network.node(id).fixedPressure = true;
    network.node(id).pressure = pressure;
}

// A quadratic loss that takes `pressureDrop` [Pa] at `massFlow` [kg/s].
std::shared_ptr<network::Component> lossAt(const std::string& name, double pressureDrop, double massFlow,
                                           double density)
{
    network::QuadraticLossParameters loss;
    loss.quadratic = pressureDrop * density / (massFlow * massFlow);
    return network::makeQuadraticLoss(name, loss);
}

// A centrifugal pump known by one point (H, Q): rise = H (4 - (q/Q)^2) / 3, as EPANET draws a one-point curve.
std::shared_ptr<network::Pump> onePointPump(const std::string& name, double rise, double volumeFlow, double efficiency)
{
    network::PumpParameters pump;
    for (int i = 0; i <= 20; ++i) {
        const double share = 0.1 * i;
        pump.flow.push_back(share * volumeFlow);
        pump.rise.push_back(rise * (4 - share * share) / 3);
    }
    pump.efficiency = efficiency;
    return std::make_shared<network::Pump>(name, pump);
}

std::shared_ptr<network::Component> halfOfPiping(const TcsParameters& tcs)
{
    network::QuadraticLossParameters loss;
    loss.linear = tcs.pipingLinear / 2 / tcs.coolant->viscosity(referenceTemperature).value;
    loss.quadratic = tcs.pipingQuadratic / 2 / tcs.coolant->density(referenceTemperature).value;
    return network::makeQuadraticLoss("TCS piping", loss);
}

void addTcs(Loops& loops, const Parameters& p, const PlateLoss& gpuPlate, const std::vector<Restriction>& restrictions)
{
    network::Network& net = loops.network;
    TcsLoop& tcs = loops.tcs;
    const int loop = net.addLoop({"TCS", p.tcs.coolant});
    tcs.suction = addNode(net, loop, "TCS pump suction", 0);
    tcs.pumped = addNode(net, loop, "TCS pump outlet", 0);
    tcs.supply = addNode(net, loop, "TCS supply", 0);
    tcs.supplyHeader = addNode(net, loop, "TCS supply header", p.tcs.volume / 2);
    tcs.returnHeader = addNode(net, loop, "TCS return header", p.tcs.volume / 2);
    fixPressure(net, tcs.suction, p.tcs.referencePressure);

    const double density = p.tcs.coolant->density(referenceTemperature).value;
    tcs.pump = addFixedFlow(net, "TCS pump", tcs.suction, tcs.pumped, p.racks * p.tcs.rackFlow * density);
    network::PumpParameters pump;
    pump.flow = p.tcs.cdu.pumpFlow;
    pump.rise = p.tcs.cdu.pumpRise;
    pump.efficiency = p.tcs.cdu.pumpEfficiency;
    pump.count = p.tcs.cdu.pumpsRunning;
    tcs.pumpCurve = std::make_shared<network::Pump>("TCS pump", pump);
    // The pump curve is the CDU's external head: its own exchanger is already in it.
    tcs.exchanger = addBranch(net, "CDU exchanger, TCS side", tcs.pumped, tcs.supply, joint());
    tcs.supplyPiping = addBranch(net, "TCS supply piping", tcs.supply, tcs.supplyHeader, {halfOfPiping(p.tcs)});
    tcs.returnPiping = addBranch(net, "TCS return piping", tcs.returnHeader, tcs.suction, {halfOfPiping(p.tcs)});

    loops.rack = addRack(net, loop, p.rack, gpuPlate, restrictions, "rack 1");
    addBranch(net, "rack 1 supply", tcs.supplyHeader, loops.rack.supplyPort, joint());
    addBranch(net, "rack 1 return", loops.rack.returnPort, tcs.returnHeader, joint());
    if (p.racks > 1) {
        const int count = p.racks - 1;
        loops.nominal = nominalRack(p.rack, gpuPlate, p.tcs.coolant, count, p.tcs.rackFlow);
        const double trays = static_cast<double>(p.rack.trays.size());
        tcs.nominalReturn =
            addNode(net, loop, "nominal racks", count * (p.rack.manifoldVolume + trays * p.rack.trayVolume),
                    count * p.rack.metalCapacity);
        tcs.nominalRacks = addBranch(net, "nominal racks", tcs.supplyHeader, tcs.nominalReturn, {loops.nominal.loss});
        addBranch(net, "nominal racks return", tcs.nominalReturn, tcs.returnHeader, joint());
    }
}

void addFws(Loops& loops, const Parameters& p)
{
    network::Network& net = loops.network;
    FwsLoop& fws = loops.fws;
    const int loop = net.addLoop({"FWS", p.fws.coolant});
    fws.supply = addNode(net, loop, "FWS supply", p.fws.volume / 2);
    fws.returned = addNode(net, loop, "FWS return", p.fws.volume / 2);
    fws.pumped = addNode(net, loop, "FWS pump outlet", 0);
    fws.isolated = addNode(net, loop, "FWS after isolating exchanger", 0);
    fixPressure(net, fws.returned, 0);

    const double density = p.fws.coolant->density(referenceTemperature).value, flow = p.fws.flow / density;
    const double ratio = p.fws.flow / p.tcs.cdu.ratedFwsFlow;
    const double exchangerLoss = p.tcs.cdu.fwsPressureDrop * ratio * ratio;
    fws.valve = std::make_shared<network::ControlValve>("CDU valve",
                                                        flow * std::sqrt(density / p.fws.valveOpenPressureDrop), true);
    fws.cdu = addBranch(net, "CDU exchanger, FWS side", fws.supply, fws.returned,
                        {fws.valve, lossAt("CDU exchanger", exchangerLoss, p.fws.flow, density)});
    const double rise =
        exchangerLoss + p.fws.valveOpenPressureDrop + p.fws.pipingPressureDrop + p.plant.isolatingPressureDrop;
    fws.pumpCurve = onePointPump("FWS pump", rise, flow, p.fws.pumpEfficiency);
    fws.pump = addBranch(net, "FWS pump", fws.returned, fws.pumped, {fws.pumpCurve});
    fws.isolating = addBranch(net, "isolating exchanger, FWS side", fws.pumped, fws.isolated,
                              {lossAt("isolating exchanger", p.plant.isolatingPressureDrop, p.fws.flow, density),
                               lossAt("FWS piping", p.fws.pipingPressureDrop, p.fws.flow, density)});
    fws.trim = addBranch(net, "trim chiller", fws.isolated, fws.supply, joint());
}

void addCondenser(Loops& loops, const Parameters& p)
{
    network::Network& net = loops.network;
    CondenserLoop& condenser = loops.condenser;
    const int loop = net.addLoop({"condenser water", p.fws.coolant});
    condenser.basin = addNode(net, loop, "tower basin", p.plant.condenserVolume);
    condenser.pumped = addNode(net, loop, "condenser pump outlet", 0);
    condenser.isolated = addNode(net, loop, "condenser water after isolating exchanger", 0);
    condenser.warm = addNode(net, loop, "condenser water to tower", 0);
    fixPressure(net, condenser.basin, 0);
    const double density = p.fws.coolant->density(referenceTemperature).value;
    condenser.pump = addFixedFlow(net, "condenser pump", condenser.basin, condenser.pumped, p.plant.condenserFlow);
    condenser.isolating =
        addBranch(net, "isolating exchanger, condenser side", condenser.pumped, condenser.isolated,
                  {lossAt("isolating exchanger", p.plant.isolatingPressureDrop, p.plant.condenserFlow, density),
                   lossAt("condenser water loop", p.plant.condenserPressureDrop, p.plant.condenserFlow, density)});
    condenser.chillers = addBranch(net, "condensers of chillers", condenser.isolated, condenser.warm, joint());
    condenser.tower = addBranch(net, "tower", condenser.warm, condenser.basin, joint());
}

void addExchangers(Loops& loops, const Parameters& p)
{
    const CduParameters& cdu = p.tcs.cdu;
    network::ExchangerLink link;
    link.parameters.name = cdu.name + " exchanger";
    link.parameters.ratedMassFlow1 = cdu.ratedTcsFlow;
    link.parameters.ratedMassFlow2 = cdu.ratedFwsFlow;
    link.parameters.ratedUa = cduUa(p);
    link.side1 = loops.tcs.exchanger;
    link.side2 = loops.fws.cdu;
    loops.cduLink = loops.network.addExchanger(link);

    link.parameters.name = "isolating exchanger";
    link.parameters.ratedMassFlow1 = p.fws.flow;
    link.parameters.ratedMassFlow2 = p.plant.condenserFlow;
    link.parameters.ratedUa = isolatingUa(p);
    link.side1 = loops.fws.isolating;
    link.side2 = loops.condenser.isolating;
    loops.isolatingLink = loops.network.addExchanger(link);
}

} // namespace

Loops makeLoops(const Parameters& parameters, const PlateLoss& gpuPlate, const std::vector<Restriction>& restrictions)
{
    Loops loops;
    addTcs(loops, parameters, gpuPlate, restrictions);
    addFws(loops, parameters);
    addCondenser(loops, parameters);
    addExchangers(loops, parameters);
    loops.network.checkStructure();
    return loops;
}

} // namespace coldloop::facility
