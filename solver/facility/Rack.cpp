// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/facility/Rack.h"

#include "solver/network/components/Components.h"

#include <fmt/format.h>

#include <algorithm>

namespace coldloop::facility {

using network::Branch;
using network::BranchId;
using network::Node;
using network::NodeId;

namespace {

void addPlaces(std::vector<ChipPlace>& places, int tray, int count, int& slot, const workload::ChipParameters& chip)
{
    for (int i = 0; i < count; ++i) {
        ChipPlace place;
        place.number = static_cast<int>(places.size());
        place.tray = tray;
        place.slot = ++slot;
        place.kind = chip.kind;
        if (chip.governor.present) place.maxOperating = chip.governor.maxOperating;
        places.push_back(place);
    }
}

// Builds one rack; holds what its steps share.
class RackBuilder {
public:
    RackBuilder(network::Network& network, int loop, const RackParameters& rack, const PlateLoss& gpuPlate,
                const std::vector<Restriction>& restrictions, std::string name)
        : network_(network), loop_(loop), rack_(rack), restrictions_(restrictions), name_(std::move(name))
    {
        network::QuadraticLossParameters loss;
        loss.linear = gpuPlate.linear;
        loss.quadratic = gpuPlate.quadratic;
        loss.minFlow = gpuPlate.minFlow;
        loss.maxFlow = gpuPlate.maxFlow;
        gpuLoss_ = loss;
        segment_.length = rack.manifoldLength / static_cast<double>(rack.trays.size());
        segment_.diameter = rack.manifoldDiameter;
        segment_.roughness = rack.manifoldRoughness;
        hose_.length = rack.hoseLength / 2;
        hose_.diameter = rack.hoseDiameter;
        hose_.roughness = rack.hoseRoughness;
    }

    RackNetwork build()
    {
        result_.places = chipPlaces(rack_);
        result_.chipBranch.assign(result_.places.size(), -1);
        result_.supplyPort = addNode("supply port", 0);
        result_.returnPort = addNode("return port", 0);
        NodeId supply = result_.supplyPort, ret = result_.returnPort;
        const double share = rack_.manifoldVolume / (2.0 * static_cast<double>(rack_.trays.size()));
        for (std::size_t i = 0; i < rack_.trays.size(); ++i) {
            const int tray = static_cast<int>(i) + 1;
            const NodeId nextSupply = addNode(fmt::format("supply manifold {}", tray), share);
            const NodeId nextReturn = addNode(fmt::format("return manifold {}", tray), share);
            addBranch(fmt::format("supply manifold segment {}", tray), supply, nextSupply,
                      {network::makePipe("manifold", segment_)});
            addBranch(fmt::format("return manifold segment {}", tray), nextReturn, ret,
                      {network::makePipe("manifold", segment_)});
            supply = nextSupply;
            ret = nextReturn;
            addTray(tray, supply, ret);
        }
        return std::move(result_);
    }

private:
    NodeId addNode(const std::string& what, double volume)
    {
        Node node;
        node.name = name_ + " " + what;
        node.loop = loop_;
        node.volume = volume;
        // Metal follows the coolant in proportion to the volume beside it.
        const double total = rack_.manifoldVolume + rack_.trayVolume * static_cast<double>(rack_.trays.size());
        node.wallCapacity = total > 0 ? rack_.metalCapacity * volume / total : 0;
        const NodeId id = network_.addNode(node);
        result_.nodes.push_back(id);
        return id;
    }

    BranchId addBranch(const std::string& what, NodeId from, NodeId to,
                       std::vector<std::shared_ptr<network::Component>> components)
    {
        Branch branch;
        branch.name = name_ + " " + what;
        branch.from = from;
        branch.to = to;
        branch.components = std::move(components);
        return network_.addBranch(branch);
    }

    double supplyKv(int tray) const
    {
        double kv = rack_.quickDisconnectKv;
        for (const Restriction& restriction : restrictions_)
            if (std::count(restriction.trays.begin(), restriction.trays.end(), tray) > 0) kv = restriction.kv;
        return kv;
    }

    void addTray(int number, NodeId supply, NodeId ret)
    {
        RackTray tray;
        tray.kind = rack_.trays[number - 1];
        const std::string name = fmt::format("tray {}", number);
        tray.inlet = addNode(name + " inlet", rack_.trayVolume / 2);
        tray.outlet = addNode(name + " outlet", rack_.trayVolume / 2);
        tray.supply = addBranch(
            name + " supply", supply, tray.inlet,
            {network::makeFlowCoefficient("quick disconnect", supplyKv(number)), network::makePipe("hose", hose_)});
        tray.returnBranch = addBranch(name + " return", tray.outlet, ret,
                                      {network::makePipe("hose", hose_),
                                       network::makeFlowCoefficient("quick disconnect", rack_.quickDisconnectKv)});
        if (tray.kind == TrayKind::compute)
            addSuperchips(tray, name);
        else
            for (int i = 0; i < rack_.switchesPerTray; ++i)
                setNextChip(addBranch(fmt::format("{} switch plate {}", name, i + 1), tray.inlet, tray.outlet,
                                      {lumpedPlate(rack_.switchPlate)}));
        result_.trays.push_back(tray);
    }

    void addSuperchips(const RackTray& tray, const std::string& name)
    {
        std::vector<BranchId> cpus;
        for (int i = 0; i < rack_.superchips; ++i) {
            const NodeId middle = addNode(fmt::format("{} superchip {}", name, i + 1), 0);
            for (int g = 0; g < rack_.gpusPerSuperchip; ++g)
                setNextChip(addBranch(fmt::format("{} GPU plate {}", name, i * rack_.gpusPerSuperchip + g + 1),
                                      tray.inlet, middle, {network::makeQuadraticLoss("GPU cold plate", gpuLoss_)}));
            cpus.push_back(addBranch(fmt::format("{} CPU plate {}", name, i + 1), middle, tray.outlet,
                                     {lumpedPlate(rack_.cpuPlate)}));
        }
        for (const BranchId cpu : cpus) setNextChip(cpu);
    }

    static std::shared_ptr<network::Component> lumpedPlate(const LumpedPlateParameters& plate)
    {
        network::QuadraticLossParameters loss; // K m^2 is stated for a coolant of 1000 kg/m^3
        loss.quadratic = 1000 * plate.quadraticLoss;
        return network::makeQuadraticLoss(plate.name, loss);
    }

    void setNextChip(BranchId branch) { result_.chipBranch[next_++] = branch; }

    network::Network& network_;
    int loop_;
    const RackParameters& rack_;
    const std::vector<Restriction>& restrictions_;
    std::string name_;
    network::QuadraticLossParameters gpuLoss_;
    network::PipeParameters segment_, hose_;
    RackNetwork result_;
    std::size_t next_ = 0;
};

} // namespace

std::vector<ChipPlace> chipPlaces(const RackParameters& rack)
{
    std::vector<ChipPlace> places;
    for (std::size_t i = 0; i < rack.trays.size(); ++i) {
        const int tray = static_cast<int>(i) + 1;
        int slot = 0;
        if (rack.trays[i] == TrayKind::compute) {
            addPlaces(places, tray, rack.superchips * rack.gpusPerSuperchip, slot, rack.gpu);
            addPlaces(places, tray, rack.superchips, slot, rack.cpu);
        } else {
            addPlaces(places, tray, rack.switchesPerTray, slot, rack.switchAsic);
        }
    }
    return places;
}

RackNetwork addRack(network::Network& network, int loop, const RackParameters& rack, const PlateLoss& gpuPlate,
                    const std::vector<Restriction>& restrictions, const std::string& name)
{
    return RackBuilder(network, loop, rack, gpuPlate, restrictions, name).build();
}

} // namespace coldloop::facility
