// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/FlowPreconditioner.h"

#include <algorithm>

namespace coldloop::cht {

FlowPreconditioner::FlowPreconditioner(const FlowSystem& system) : system_(system) {}

void FlowPreconditioner::release()
{
    multigrid_ = CoupledMultigrid();
    for (auto* entries : {&ofOwner_, &ofNeighbour_}) std::vector<int>().swap(*entries);
    for (auto* numbers : {&in_, &out_}) std::vector<float>().swap(*numbers);
}

void FlowPreconditioner::makePattern()
{
    const Geometry& g = system_.geometry();
    ofOwner_.assign(g.internalFaces, -1);
    ofNeighbour_.assign(g.internalFaces, -1);
    in_.resize(4 * std::size_t(g.ownedCells));
    out_.resize(4 * std::size_t(g.cells()));
    std::vector<int> count(g.ownedCells + 1, 0); // then the end of each row in `links`
    auto ofBoth = [&](auto&& visit) {
        for (int f = 0; f < g.internalFaces; ++f) {
            if (g.owner[f] == g.neighbour[f]) continue; // a cyclic pair of one cell's faces
            if (g.owned(g.owner[f])) visit(g.owner[f], g.neighbour[f], f);
            if (g.owned(g.neighbour[f])) visit(g.neighbour[f], g.owner[f], f);
        }
    };
    ofBoth([&](int row, int, int) { ++count[row + 1]; });
    for (int c = 0; c < g.ownedCells; ++c) count[c + 1] += count[c];
    std::vector<std::pair<int, int>> links(count.back()); // neighbour, face
    std::vector<int> next(count.begin(), count.end() - 1);
    ofBoth([&](int row, int column, int f) { links[next[row]++] = {column, f}; });
    std::vector<int> start{0}, column;
    std::vector<float> strength; // how large a face's conductance is beside the others of its cells matters
    for (int c = 0; c < g.ownedCells; ++c) {
        std::sort(links.begin() + count[c], links.begin() + count[c + 1]);
        for (int i = count[c]; i < count[c + 1]; ++i) {
            const auto& [other, f] = links[i];
            if (int(column.size()) == start.back() || column.back() != other) { // two faces may join two cells
                column.push_back(other);
                strength.push_back(0);
            }
            (g.owner[f] == c ? ofOwner_ : ofNeighbour_)[f] = int(column.size()) - 1;
            strength.back() += float(system_.shape(f));
        }
        start.push_back(int(column.size()));
    }
    multigrid_.setPattern(std::move(start), std::move(column), std::move(strength), g.halo);
}

FlowPreconditioner::FaceEntries FlowPreconditioner::entries(int f)
{
    const Geometry& g = system_.geometry();
    BlockMatrix& m = multigrid_.matrix();
    const int o = g.owner[f], e = g.neighbour[f];
    return {g.owned(o) ? m.diagonal[o] : spare_, ofOwner_[f] >= 0 ? m.value[ofOwner_[f]] : spareLink_,
            ofNeighbour_[f] >= 0 ? m.value[ofNeighbour_[f]] : spareLink_, g.owned(e) ? m.diagonal[e] : spare_};
}

void FlowPreconditioner::addFace(int f, double scale)
{
    const Geometry& g = system_.geometry();
    const MomentumCoefficients& a = system_.coefficients();
    const auto& [oo, oe, eo, ee] = entries(f);
    const double w = system_.weight(f), wp = system_.pressureWeight(f);
    const float k = float(scale * system_.pressureCoefficient(f)), rho = float(scale * system_.faceDensity(f));
    Link ofOwner{-float(a.fromNeighbour[f]), {}, {}, -k}, ofNeighbour{-float(a.fromOwner[f]), {}, {}, -k};
    oo[15] += k;
    ee[15] += k;
    for (int i = 0; i < 3; ++i) {
        const float own = float(w * g.area[f][i]), other = float((1 - w) * g.area[f][i]);
        const float ownPressure = float(wp * g.area[f][i]), otherPressure = float((1 - wp) * g.area[f][i]);
        oo[4 * i + 3] += ownPressure;
        ofOwner.force[i] = otherPressure;
        ofNeighbour.force[i] = -ownPressure;
        ee[4 * i + 3] -= otherPressure;
        oo[12 + i] += rho * own;
        ofOwner.flux[i] = rho * other;
        ofNeighbour.flux[i] = -rho * own;
        ee[12 + i] -= rho * other;
    }
    if (g.owner[f] == g.neighbour[f]) { // a cyclic pair of one cell's faces
        sum(full(ofOwner), oo);
        sum(full(ofNeighbour), ee);
        return;
    }
    sum(ofOwner, oe);
    sum(ofNeighbour, eo);
}

void FlowPreconditioner::addBoundary(int f, double scale)
{
    const Geometry& g = system_.geometry();
    Block& oo = multigrid_.matrix().diagonal[g.owner[f]];
    const bool outlet = system_.conditions().boundary[f - g.internalFaces] == FlowBoundary::outlet;
    const double normalStress = system_.normalViscous(f) / dot(g.area[f], g.area[f]);
    for (int i = 0; i < 3; ++i) {
        if (outlet)
            oo[12 + i] += float(scale * system_.faceDensity(f) * g.area[f][i]);
        else
            oo[4 * i + 3] += float(g.area[f][i]);
        for (int j = 0; j < 3; ++j) oo[4 * i + j] += float(normalStress * g.area[f][i] * g.area[f][j]);
    }
    oo[15] += float(scale * system_.pressureCoefficient(f));
}

void FlowPreconditioner::update(double continuityScale)
{
    if (multigrid_.empty()) makePattern();
    const Geometry& g = system_.geometry();
    BlockMatrix& m = multigrid_.matrix();
    std::fill(m.diagonal.begin(), m.diagonal.end(), Block{});
    std::fill(m.value.begin(), m.value.end(), Link{});
    for (int f = 0; f < g.internalFaces; ++f) addFace(f, continuityScale);
    for (int f = g.internalFaces; f < g.faces(); ++f) addBoundary(f, continuityScale);
    for (int c = 0; c < g.ownedCells; ++c) {
        const Vec3 resistance = system_.volumeResistance(c);
        for (int i = 0; i < 3; ++i) m.diagonal[c][5 * i] += float(system_.coefficients().diagonal[c] + resistance[i]);
    }
    for (int c : system_.conditions().pinned) m.diagonal[c][15] += float(continuityScale * system_.pinCoefficient(c));
    multigrid_.update();
}

void FlowPreconditioner::apply(Vec in, Vec out)
{
    const std::size_t n = 4 * std::size_t(system_.cells());
    Read r(in);
    std::copy(r.get(), r + n, in_.begin());
    multigrid_.apply(in_.data(), out_.data());
    std::copy(out_.begin(), out_.begin() + n, Write(out).get());
}

} // namespace coldloop::cht
