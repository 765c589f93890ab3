// Projection of a full thermal model (ReducedHeat.h).
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/reduced/ReducedHeat.h"

#include "solver/core/Error.h"

#include <Eigen/Eigenvalues>
#include <Eigen/LU>

#include <algorithm>
#include <cmath>

namespace coldloop::reduced {

namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

Eigen::Map<const VectorXd> vector(const Field& field)
{
    return {field.data(), static_cast<Eigen::Index>(field.size())};
}

MatrixXd columns(const std::vector<Field>& fields, Eigen::Index rows)
{
    MatrixXd matrix(rows, static_cast<Eigen::Index>(fields.size()));
    for (std::size_t i = 0; i < fields.size(); ++i) matrix.col(static_cast<Eigen::Index>(i)) = vector(fields[i]);
    return matrix;
}

// All responses that the basis must be able to show, a column each: flow by flow, rate by rate (the steady ones first), source by
// source. A full model that must do work to change the flow changes it as seldom as can be.
MatrixXd snapshots(const FullModel& full, std::vector<double> rates)
{
    rates.insert(rates.begin(), 0);
    const std::size_t flows = full.flows.size(), sources = full.sources.size();
    MatrixXd fields(full.capacity.size(), flows * rates.size() * sources);
    Eigen::Index column = 0;
    for (std::size_t flow = 0; flow < flows; ++flow)
        for (const double rate : rates)
            for (std::size_t source = 0; source < sources; ++source) {
                fields.col(column) = vector(full.response(flow, full.sources[source], rate));
                if (!fields.col(column++).allFinite())
                    throw InputError("The response to the source " + full.sourceNames[source] +
                                     " is not finite: the reduced model cannot be built.");
            }
    return fields;
}

// Orthonormal in C: the uniform field first, then the strongest directions of what is left of the snapshots, each scaled to
// norm 1 that fast, weak responses count as much as steady ones.
MatrixXd basis(const VectorXd& capacity, MatrixXd fields, int states)
{
    const VectorXd uniform = VectorXd::Constant(capacity.size(), 1 / std::sqrt(capacity.sum()));
    for (int twice = 0; twice < 2; ++twice) fields -= uniform * (uniform.transpose() * capacity.asDiagonal() * fields);
    const VectorXd norms = (fields.transpose() * capacity.asDiagonal() * fields).diagonal().cwiseSqrt();
    fields = fields * norms.cwiseInverse().asDiagonal();
    const MatrixXd gram = fields.transpose() * capacity.asDiagonal() * fields;
    const Eigen::SelfAdjointEigenSolver<MatrixXd> strongest(gram);
    const Eigen::Index wanted = std::min<Eigen::Index>(states - 1, gram.cols());
    MatrixXd v(capacity.size(), wanted + 1);
    v.col(0) = uniform;
    for (Eigen::Index i = 0; i < wanted; ++i) {
        v.col(i + 1) = fields * strongest.eigenvectors().col(gram.cols() - 1 - i);
        for (int twice = 0; twice < 2; ++twice)
            v.col(i + 1) -= v.leftCols(i + 1) * (v.leftCols(i + 1).transpose() * capacity.cwiseProduct(v.col(i + 1)));
        v.col(i + 1) /= std::sqrt(v.col(i + 1).dot(capacity.cwiseProduct(v.col(i + 1))));
    }
    return v;
}

MatrixXd projected(const FullModel& full, std::size_t flow, const MatrixXd& v)
{
    MatrixXd kv(v.rows(), v.cols());
    Field field(v.rows());
    for (Eigen::Index i = 0; i < v.cols(); ++i) {
        VectorXd::Map(field.data(), v.rows()) = v.col(i);
        kv.col(i) = vector(full.heatOut(flow, field));
    }
    return v.transpose() * kv;
}

} // namespace

ReducedHeat reduce(const FullModel& full, const std::vector<double>& rates, int states)
{
    expects(states >= 2 && !full.flows.empty() && !full.sources.empty() && !full.sensors.empty(),
            "reduce: at least 2 states, a flow, a source and a sensor");
    const auto capacity = vector(full.capacity);
    const MatrixXd fields = snapshots(full, rates), v = basis(capacity, fields, states);
    const MatrixXd sources = columns(full.sources, v.rows()), sensors = columns(full.sensors, v.rows());

    ReducedHeat::Parts parts;
    parts.flows = full.flows;
    parts.sourceNames = full.sourceNames;
    parts.sensorNames = full.sensorNames;
    parts.input = v.transpose() * sources;
    parts.output = sensors.transpose() * v;
    parts.ones = v.transpose() * capacity;
    for (std::size_t flow = 0; flow < full.flows.size(); ++flow) {
        HeatMatrices at;
        at.a = projected(full, flow, v);
        const Eigen::Index first = flow * (rates.size() + 1) * sources.cols();
        const MatrixXd gain = sensors.transpose() * fields.middleCols(first, sources.cols());
        at.feedthrough = gain - parts.output * at.a.partialPivLu().solve(parts.input);
        parts.atFlow.push_back(std::move(at));
    }
    return ReducedHeat(std::move(parts));
}

} // namespace coldloop::reduced
