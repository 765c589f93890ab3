// [boundaries.NAME] to boundary conditions and periodic flow.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/BuildModel.h"
#include "solver/case/UnitTable.h"
#include "solver/core/Error.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <memory>

namespace coldloop::case_file {

namespace {

using cht::Boundary;

struct ProfilePoint {
    cht::Vec3 at{}, velocity{};
};

// Between the points of a profile: the mean of the four nearest, weighted by 1 / distance^2; exact at the points.
cht::VectorField profileField(std::vector<ProfilePoint> points)
{
    const auto shared = std::make_shared<const std::vector<ProfilePoint>>(std::move(points));
    return [shared](const cht::Vec3& position, double) {
        std::vector<std::pair<double, const ProfilePoint*>> near;
        for (const ProfilePoint& point : *shared) {
            double away = 0;
            for (int d = 0; d < 3; ++d) away += std::pow(point.at[d] - position[d], 2);
            near.emplace_back(away, &point);
        }
        const std::size_t few = std::min<std::size_t>(4, near.size());
        std::partial_sort(near.begin(), near.begin() + static_cast<std::ptrdiff_t>(few), near.end());
        if (near[0].first == 0) return near[0].second->velocity;
        cht::Vec3 velocity{};
        double weights = 0;
        for (std::size_t i = 0; i < few; ++i) {
            const double weight = 1 / near[i].first;
            weights += weight;
            for (int d = 0; d < 3; ++d) velocity[d] += weight * near[i].second->velocity[d];
        }
        for (double& component : velocity) component /= weights;
        return velocity;
    };
}

const std::vector<std::string> inletFlows = {"velocity", "volume-flow", "mass-flow", "profile", "fan-flow"};
const std::vector<std::string> wallHeats = {"temperature", "heat-flux", "power", "ambient"};

class BoundaryBuilder {
public:
    BoundaryBuilder(ModelBuild& build, const std::string& name, const Record& record)
        : build_(build), name_(name), record_(record)
    {
        boundary_.patch = name;
    }

    void run()
    {
        const std::string& type = record_.text("type");
        if (type == "inlet") inlet();
        if (type == "outlet") outlet();
        if (type == "wall") wall();
        if (type == "symmetry") boundary_.flow = cht::FlowBoundary::symmetry;
        if (type == "periodic") return periodic();
        build_.model.physics.boundaries.push_back(boundary_);
    }

private:
    // Exactly `most` or fewer of the keys; says which are there.
    void oneOf(const std::vector<std::string>& keys, bool needed, const char* what)
    {
        std::vector<std::string> there;
        for (const std::string& key : keys)
            if (record_.has(key)) there.push_back(key);
        if (there.size() > 1)
            build_.errors.add(record_[there[1]].place, fmt::format("{} has {}, but {} is set by one of them. Keep one",
                                                                   record_.name, fmt::join(there, " and "), what));
        if (there.empty() && needed)
            build_.errors.add(record_.place, fmt::format("{} says nothing of {}. Add one of {}", record_.name, what,
                                                         fmt::join(keys, ", ")));
    }

    void inlet()
    {
        boundary_.flow = cht::FlowBoundary::inlet;
        boundary_.thermal = cht::ThermalBoundary::inlet;
        boundary_.temperature = record_.number("temperature");
        if (!record_.has("temperature"))
            build_.errors.add(record_.place,
                              fmt::format("{}.temperature is missing (of the coolant that comes in). Add "
                                          "for example temperature = \"30 degC\"",
                                          record_.name));
        oneOf(inletFlows, true, "the flow");
        const double factor = build_.model.symmetryFactor;
        boundary_.velocity = record_.number("velocity");
        boundary_.massFlow = record_.number("mass-flow") / factor;
        if (record_.has("volume-flow")) build_.model.volumeFlows.push_back({name_, record_.number("volume-flow")});
        if (record_.has("profile")) profile();
        fan(factor);
        boundary_.schedule = build_.schedule(record_);
        if (boundary_.schedule && record_.has("fan-flow"))
            build_.fail(record_, "times", "changes a given flow, and that of a fan follows from its curve. Remove it");
        boundary_.turbulenceIntensity = record_.number("turbulence-intensity");
        boundary_.turbulenceLength = record_.number("turbulence-length");
    }

    void profile()
    {
        const std::filesystem::path file = build_.file(record_, "profile", record_.name);
        if (file.empty()) return;
        try {
            std::vector<ProfilePoint> points;
            model::Profile places{name_, file.string(), {}};
            for (const TableRow& row : readUnitTable(file, {{"x", Kind::length},
                                                            {"y", Kind::length},
                                                            {"z", Kind::length},
                                                            {"u", Kind::velocity},
                                                            {"v", Kind::velocity},
                                                            {"w", Kind::velocity}})) {
                const std::vector<double>& n = row.numbers;
                points.push_back({{n[0], n[1], n[2]}, {n[3], n[4], n[5]}});
                places.points.push_back(points.back().at);
            }
            build_.model.profiles.push_back(std::move(places));
            boundary_.velocityField = profileField(std::move(points));
        } catch (const InputError& error) {
            for (const std::string& message : error.messages())
                build_.errors.add(record_["profile"].place, record_.full("profile") + ": " + message);
        }
    }

    void fan(double factor)
    {
        if (record_.has("fan-flow") != record_.has("fan-rise"))
            return build_.fail(record_, record_.has("fan-flow") ? "fan-flow" : "fan-rise",
                               "is half of a fan curve. Give both, fan-flow and fan-rise");
        if (!record_.has("fan-flow") || !record_.sound) return;
        const std::vector<double>&flows = record_["fan-flow"].numbers, &rises = record_["fan-rise"].numbers;
        if (flows.size() != rises.size() || flows.size() < 2)
            return build_.fail(record_, "fan-rise",
                               fmt::format("has {} values, fan-flow {}. Give at least two points, each with a rise",
                                           rises.size(), flows.size()));
        for (std::size_t i = 1; i < rises.size(); ++i)
            if (!(rises[i] < rises[i - 1]))
                return build_.fail(record_, "fan-rise",
                                   "does not fall everywhere. Give a falling curve: on a level or "
                                   "rising one there may be two flows");
        for (std::size_t i = 0; i < flows.size(); ++i) boundary_.fanCurve.emplace_back(flows[i] / factor, rises[i]);
    }

    void outlet()
    {
        boundary_.flow = cht::FlowBoundary::outlet;
        boundary_.thermal = cht::ThermalBoundary::outlet;
        boundary_.temperature = record_.number("backflow-temperature"); // 0: an inlet's, filled in when all are known
    }

    void wall()
    {
        oneOf(wallHeats, false, "the heat");
        using cht::ThermalBoundary;
        boundary_.thermal = record_.has("temperature")                         ? ThermalBoundary::fixedTemperature
                            : record_.has("heat-flux") || record_.has("power") ? ThermalBoundary::heatFlux
                            : record_.has("ambient")                           ? ThermalBoundary::convection
                                                                               : ThermalBoundary::adiabatic;
        boundary_.temperature = record_.number(record_.has("ambient") ? "ambient" : "temperature");
        boundary_.heatFlux = record_.number("heat-flux");
        if (record_.has("power")) build_.model.patchPowers.push_back({name_, record_.number("power")});
        boundary_.heatTransfer = record_.number("heat-transfer-coefficient");
        boundary_.emissivity = record_.number("emissivity");
        const bool exchanges = boundary_.heatTransfer > 0 || boundary_.emissivity > 0;
        if (record_.has("ambient") && !exchanges && record_.sound)
            build_.fail(record_, "ambient", "has no effect without heat-transfer-coefficient or emissivity. Add one");
        for (const char* key : {"heat-transfer-coefficient", "emissivity"})
            if (record_[key].given && !record_.has("ambient"))
                build_.fail(record_, key, "needs the temperature of the surroundings. Add ambient");
        if (!record_.has("wall-velocity") || !record_.sound) return;
        cht::Vec3 velocity{};
        std::copy_n(record_["wall-velocity"].numbers.begin(), 3, velocity.begin());
        boundary_.velocityField = [velocity](const cht::Vec3&, double) { return velocity; };
    }

    void periodic()
    {
        oneOf({"mean-velocity", "pressure-gradient"}, false, "the flow");
        cht::Periodic periodic;
        periodic.patch = name_;
        periodic.meanVelocity = record_.number("mean-velocity");
        periodic.pressureGradient = record_.number("pressure-gradient");
        periodic.temperatureRise = record_.number("temperature-rise");
        periodic.constantWall = record_["constant-wall"].flag;
        if (periodic.constantWall && periodic.temperatureRise != 0)
            build_.fail(record_, "constant-wall", "and a temperature-rise are given. Keep one of them");
        build_.model.physics.periodic.push_back(periodic);
    }

    ModelBuild& build_;
    std::string name_;
    const Record& record_;
    Boundary boundary_;
};

} // namespace

void buildBoundaries(ModelBuild& build)
{
    for (const auto& [name, record] : build.records.names("boundaries")) {
        build.model.places["boundaries." + name] = record.place.text();
        BoundaryBuilder(build, name, record).run();
    }
    double inlet = 0;
    for (const Boundary& boundary : build.model.physics.boundaries)
        if (inlet == 0 && boundary.thermal == cht::ThermalBoundary::inlet) inlet = boundary.temperature;
    for (Boundary& boundary : build.model.physics.boundaries)
        if (boundary.thermal == cht::ThermalBoundary::outlet && boundary.temperature == 0) boundary.temperature = inlet;
}

} // namespace coldloop::case_file
