// EPANET's example network 1 at t = 0: heads of all nodes against EPANET's own.
// Source: reference/networks/Net1.inp and upstream_net1_reference_nodes.csv (EPANET, MIT licence). Units GPM, ft, inch.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/network/Support.h"

#include <catch2/catch.hpp>

#include <fstream>
#include <map>
#include <sstream>

using namespace test;

namespace {

constexpr double foot = 0.3048, inch = 0.0254, gravity = 9.80665, density = 1000;
constexpr double gpm = foot * foot * foot / 448.831; // [m^3/s], the rounded figure that EPANET uses

struct Junction {
    const char* name;
    double demand, head; // [gpm], [ft]
};
const Junction junctions[] = {{"10", 0, 1004.347},   {"11", 150, 985.2303}, {"12", 150, 970.0698},
                              {"13", 100, 968.8727}, {"21", 150, 971.5466}, {"22", 200, 969.0784},
                              {"23", 150, 968.6452}, {"31", 100, 967.3916}, {"32", 100, 965.6893}};

struct Pipe {
    const char *name, *from, *to;
    double length, diameter, flow; // [ft], [inch], EPANET's result [gpm]
};
const Pipe pipes[] = {{"10", "10", "11", 10530, 18, 1866.176}, {"11", "11", "12", 5280, 14, 1234.207},
                      {"12", "12", "13", 5280, 10, 129.3351},  {"21", "21", "22", 5280, 10, 191.1581},
                      {"22", "22", "23", 5280, 12, 120.6649},  {"31", "31", "32", 5280, 6, 40.81052},
                      {"110", "2", "12", 200, 18, -766.1758},  {"111", "11", "21", 5280, 10, 481.9686},
                      {"112", "12", "22", 5280, 12, 188.6962}, {"113", "13", "23", 5280, 8, 29.33513},
                      {"121", "21", "31", 5280, 8, 140.8105},  {"122", "22", "32", 5280, 6, 59.18948}};

double pressure(double headInFeet) { return density * gravity * headInFeet * foot; }

// EPANET's curve through one point: h = 4/3 H - H/3 (q/Q)^2 with H = 250 ft, Q = 1500 gpm.
std::shared_ptr<Pump> pump()
{
    PumpParameters p;
    for (int i = 0; i <= 120; ++i) {
        const double q = 25.0 * i, head = 250 * (4 - q * q / (1500.0 * 1500.0)) / 3;
        p.flow.push_back(q * gpm);
        p.rise.push_back(pressure(head));
    }
    p.efficiency = 0.75;
    return std::make_shared<Pump>("pump 9", p);
}

struct Net1 {
    Network net;
    std::map<std::string, NodeId> node;
    std::map<std::string, BranchId> branch;

    Net1()
    {
        net.addLoop({"Net1", std::make_shared<SimpleCoolant>(density, 1e-3, 4180)});
        for (const Junction& j : junctions) {
            node[j.name] = addNode(net, j.name);
            net.node(node[j.name]).demand = j.demand * gpm * density;
        }
        node["9"] = addNode(net, "reservoir 9");
        node["2"] = addNode(net, "tank 2");
        fixPressure(net, node["9"], pressure(800));
        fixPressure(net, node["2"], pressure(970));
        for (const Pipe& p : pipes)
            branch[p.name] = addBranch(net, p.name, node[p.from], node[p.to],
                                       {makeHazenWilliamsPipe(p.name, p.length * foot, p.diameter * inch, 100)});
        branch["9"] = addBranch(net, "pump 9", node["9"], node["10"], {pump()});
    }
};

} // namespace

TEST_CASE("EPANET Net1: heads at t = 0 within 1 mm")
{
    const Net1 n;
    const HydraulicState s = n.net.solveHydraulics(uniform(n.net, 293));
    CHECK(s.massImbalanceRelative <= 1e-12);
    for (const Junction& j : junctions) {
        INFO("node " << j.name);
        CHECK(s.pressure[n.node.at(j.name)] / (density * gravity) == Approx(j.head * foot).margin(1e-3).epsilon(0));
    }
    for (const Pipe& p : pipes) {
        INFO("pipe " << p.name);
        CHECK(s.massFlow[n.branch.at(p.name)] / (gpm * density) == Approx(p.flow).margin(0.02).epsilon(2e-5));
    }
    CHECK(s.massFlow[n.branch.at("9")] / (gpm * density) == Approx(1866.176).margin(0.02).epsilon(0));
}

TEST_CASE("EPANET Net1: the heads in this test are those of the reference file")
{
    std::ifstream file(std::string(COLDLOOP_REFERENCE_DIR) + "/networks/upstream_net1_reference_nodes.csv");
    if (!file) {
        WARN("skipped: no reference folder at " COLDLOOP_REFERENCE_DIR);
        return;
    }
    std::map<std::string, double> heads;
    std::string line;
    while (std::getline(file, line)) {
        std::vector<std::string> cells;
        std::stringstream stream(line);
        for (std::string cell; std::getline(stream, cell, ',');) cells.push_back(cell);
        if (cells.size() == 5 && cells[0] == "0") heads[cells[1]] = std::stod(cells[3]);
    }
    CHECK(heads.size() == 11);
    for (const Junction& j : junctions) CHECK(heads[j.name] == Approx(j.head).epsilon(1e-9));
}
