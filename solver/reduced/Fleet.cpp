// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/reduced/Fleet.h"

#include "solver/core/Error.h"

#include <Eigen/LU>
#include <unsupported/Eigen/MatrixFunctions>

#include <algorithm>
#include <cstring>

#define COLDLOOP_INLINE inline __attribute__((always_inline)) // into the versions for wide and for any processors

namespace coldloop::reduced {

namespace {

using Eigen::MatrixXd;

constexpr int lanes = 8;
using Lanes = float __attribute__((vector_size(lanes * sizeof(float)), aligned(alignof(float)))); // of GCC and Clang

int padded(Eigen::Index rows) { return static_cast<int>((rows + lanes - 1) / lanes * lanes); }

void append(std::vector<float>& table, const MatrixXd& matrix)
{
    for (Eigen::Index column = 0; column < matrix.cols(); ++column)
        for (int row = 0; row < padded(matrix.rows()); ++row)
            table.push_back(row < matrix.rows() ? static_cast<float>(matrix(row, column)) : 0.0F);
}

// The matrices of two neighbouring nodes and the weight of the second.
struct Between {
    const float *low, *high;
    float weight;
};

struct Nodes {
    const float* table;
    std::size_t perNode; // numbers
    float least, nodesPerFlow;
    int last; // node

    COLDLOOP_INLINE Between at(float flow) const
    {
        const float place = std::clamp((flow - least) * nodesPerFlow, 0.0F, static_cast<float>(last));
        const int node = std::min(static_cast<int>(place), last - 1);
        return {table + node * perNode, table + (node + 1) * perNode, place - static_cast<float>(node)};
    }
};

// y += M u for `columns` numbers u, M taken between two nodes; its columns are moved past.
template <int blocks>
COLDLOOP_INLINE void add(Between& m, const float* u, int columns, Lanes* y)
{
    for (int column = 0; column < columns; ++column) {
        const float high = u[column] * m.weight, low = u[column] - high;
        for (int block = 0; block < blocks; ++block, m.low += lanes, m.high += lanes)
            y[block] += low * reinterpret_cast<const Lanes&>(*m.low) + high * reinterpret_cast<const Lanes&>(*m.high);
    }
}

template <int blocks>
COLDLOOP_INLINE void advanceAll(const Fleet& fleet, const Nodes& nodes, int states, int sources)
{
    for (std::size_t plate = 0; plate < fleet.count; ++plate) {
        Between m = nodes.at(fleet.flow[plate]);
        float* x = fleet.state + plate * states;
        Lanes next[blocks] = {};
        add<blocks>(m, x, states, next);
        add<blocks>(m, fleet.power + plate * sources, sources, next);
        add<blocks>(m, fleet.inlet + plate, 1, next);
        std::memcpy(x, next, states * sizeof(float));
    }
}

template <int blocks>
COLDLOOP_INLINE void readAll(const Fleet& fleet, const Nodes& nodes, int states, int sources, int sensors, float* out)
{
    for (std::size_t plate = 0; plate < fleet.count; ++plate) {
        Between m = nodes.at(fleet.flow[plate]);
        Lanes y[blocks] = {};
        add<blocks>(m, fleet.state + plate * states, states, y);
        add<blocks>(m, fleet.power + plate * sources, sources, y);
        std::memcpy(out + plate * sensors, y, sensors * sizeof(float));
    }
}

#if defined(__x86_64__)
#define COLDLOOP_WIDE __attribute__((target("avx2,fma")))
bool wide() { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }
#else
#define COLDLOOP_WIDE
bool wide() { return false; }
#endif

template <int blocks>
COLDLOOP_WIDE void advanceWide(const Fleet& fleet, const Nodes& nodes, int states, int sources)
{
    advanceAll<blocks>(fleet, nodes, states, sources);
}

template <int blocks>
void advance(const Fleet& fleet, const Nodes& nodes, int states, int sources)
{
    if (wide())
        advanceWide<blocks>(fleet, nodes, states, sources);
    else
        advanceAll<blocks>(fleet, nodes, states, sources);
}

template <int blocks>
COLDLOOP_WIDE void readWide(const Fleet& fleet, const Nodes& nodes, int states, int sources, int sensors, float* out)
{
    readAll<blocks>(fleet, nodes, states, sources, sensors, out);
}

template <int blocks>
void read(const Fleet& fleet, const Nodes& nodes, int states, int sources, int sensors, float* out)
{
    if (wide())
        readWide<blocks>(fleet, nodes, states, sources, sensors, out);
    else
        readAll<blocks>(fleet, nodes, states, sources, sensors, out);
}

} // namespace

FleetStep::FleetStep(const ReducedHeat& plate, double dt, int nodes)
    : states_(plate.states()), sources_(static_cast<int>(plate.parts().input.cols())),
      sensors_(static_cast<int>(plate.parts().output.rows())), nodes_(nodes)
{
    expects(states_ <= maxRows && sensors_ <= maxRows && nodes >= 2 && dt > 0, "FleetStep: states, sensors, nodes, dt");
    const ReducedHeat::Parts& parts = plate.parts();
    const double least = parts.flows.front(), range = std::max(parts.flows.back() - least, 1e-9 * least);
    least_ = static_cast<float>(least);
    perNode_ = static_cast<float>((nodes - 1) / range);
    const MatrixXd one = MatrixXd::Identity(states_, states_);
    for (int node = 0; node < nodes; ++node) {
        const HeatMatrices at = plate.at(least + range * node / (nodes - 1));
        const MatrixXd decay = (-dt * at.a).exp();
        append(step_, decay);
        append(step_, (one - decay) * at.a.partialPivLu().solve(parts.input));
        append(step_, (one - decay) * parts.ones);
        append(output_, parts.output);
        append(output_, at.feedthrough);
    }
}

void FleetStep::advance(const Fleet& fleet) const
{
    const Nodes nodes{step_.data(), step_.size() / nodes_, least_, perNode_, nodes_ - 1};
    (states_ <= lanes ? reduced::advance<1> : reduced::advance<2>)(fleet, nodes, states_, sources_);
}

void FleetStep::sensors(const Fleet& fleet, float* temperatures) const
{
    const Nodes nodes{output_.data(), output_.size() / nodes_, least_, perNode_, nodes_ - 1};
    (sensors_ <= lanes ? read<1> : read<2>)(fleet, nodes, states_, sources_, sensors_, temperatures);
}

} // namespace coldloop::reduced
