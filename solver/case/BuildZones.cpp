// [zones.NAME] to materials: from the catalogue, from properties in the case, or both.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/BuildModel.h"
#include "solver/case/ZoneLaws.h"
#include "solver/core/Error.h"
#include "solver/materials/Coolant.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace coldloop::case_file {

namespace {

using cht::Law;
using cht::ZoneMaterial;

class ZoneBuilder {
public:
    ZoneBuilder(ModelBuild& build, const std::string& name, const Record& record) : build_(build), record_(record)
    {
        zone_.zone = name;
    }

    ZoneMaterial result()
    {
        if (record_.has("material")) fromCatalogue();
        fromCase();
        shape();
        heat();
        porous();
        const std::string& regime = record_.text("regime");
        zone_.regime = regime == "turbulent" ? cht::Regime::turbulent
                       : regime == "auto"    ? cht::Regime::automatic
                                             : cht::Regime::laminar;
        if (record_.sound && sound_) checkComplete();
        return zone_;
    }

private:
    void fromCatalogue()
    {
        const Value& name = record_["material"];
        const std::vector<std::string> coolants = build_.library.names("coolants");
        std::vector<std::string> all = build_.library.names("solids");
        const bool coolant = std::find(coolants.begin(), coolants.end(), name.text) != coolants.end();
        const bool solid = std::find(all.begin(), all.end(), name.text) != all.end();
        all.insert(all.end(), coolants.begin(), coolants.end());
        if (!coolant && !solid) {
            sound_ = false;
            if (!name.text.empty())
                build_.fail(
                    record_, "material",
                    fmt::format("is neither a coolant nor a solid of the catalogue. The nearest is \"{}\"; there "
                                "are {}. Write one of them, or conductivity, density ... of your own",
                                nearest(name.text, all), fmt::join(all, ", ")));
            return;
        }
        const Entry* const entry =
            build_.library.use(coolant ? "coolants" : "solids", name, record_.full("material"), build_.errors);
        sound_ = entry != nullptr;
        if (!entry) return;
        coolant ? useCoolant(entry->record) : useSolid(entry->record);
    }

    void useSolid(const Record& entry)
    {
        const std::string zone = zone_.zone;
        zone_ = solidMaterial(build_, entry);
        zone_.zone = zone;
        if (record_.has("conductivity")) zone_.conductivityShape = cht::isotropic;
        has_ = {"conductivity", "density", "specific-heat"};
        if (record_.has("properties-at"))
            build_.fail(record_, "properties-at", "has no meaning for a solid. Remove it");
    }

    void useCoolant(const Record& entry)
    {
        const facility::CoolantPtr coolant = buildCoolant(entry, Catalogue(build_.library, build_.errors));
        sound_ = coolant != nullptr;
        if (!coolant) return;
        const std::string zone = zone_.zone;
        zone_ = coolantMaterial(build_, entry);
        zone_.zone = zone;
        has_ = {"conductivity", "density", "specific-heat", "viscosity"};
        if (record_.has("properties-at")) return freeze(*coolant, record_.number("properties-at"));
    }

    void freeze(const materials::Coolant& coolant, double temperature)
    {
        if (!coolant.inRange(temperature))
            build_.fail(record_, "properties-at",
                        fmt::format("is outside {}'s range, {:.1f} to {:.1f} degC. Write a temperature within",
                                    coolant.name(), coolant.minTemperature() - zeroCelsius,
                                    coolant.maxTemperature() - zeroCelsius));
        zone_.enthalpy = Law();
        zone_.hasEnthalpy = false;
        zone_.minTemperature = cht::ZoneMaterial().minTemperature;
        zone_.maxTemperature = cht::ZoneMaterial().maxTemperature;
        zone_.density = coolant.density(temperature).value;
        zone_.specificHeat = coolant.specificHeat(temperature).value;
        zone_.conductivity = coolant.conductivity(temperature).value;
        zone_.viscosity = coolant.viscosity(temperature).value;
    }

    // True where the key gives a law; `law` then holds it.
    bool read(const char* key, Law& law)
    {
        if (!record_.has(key) || !record_.sound) return false;
        const std::vector<double>& values = record_[key].numbers;
        const std::vector<double>& temperatures = record_["temperatures"].numbers;
        has_.push_back(key);
        if (values.size() == 1) {
            law = values[0];
            return true;
        }
        if (values.size() != temperatures.size()) {
            sound_ = false;
            build_.fail(record_, key,
                        fmt::format("has {} values, but `temperatures` has {}. Give one value, or one for "
                                    "each temperature",
                                    values.size(), temperatures.size()));
            return false;
        }
        law = std::string(key) == "vapour-pressure" ? vapourPressureLaw(temperatures, values)
                                                    : lawOf(temperatures, values);
        if (std::string(key) != "vapour-pressure") limitRange(temperatures);
        return true;
    }

    void limitRange(const std::vector<double>& temperatures)
    {
        zone_.minTemperature = std::max(zone_.minTemperature, temperatures.front());
        zone_.maxTemperature = std::min(zone_.maxTemperature, temperatures.back());
    }

    void fromCase()
    {
        read("conductivity", zone_.conductivity);
        read("density", zone_.density);
        if (read("viscosity", zone_.viscosity)) zone_.fluid = true;
        if (read("specific-heat", zone_.specificHeat)) {
            const std::vector<double>& values = record_["specific-heat"].numbers;
            zone_.hasEnthalpy = values.size() > 1;
            if (zone_.hasEnthalpy) zone_.enthalpy = integralLaw(record_["temperatures"].numbers, values);
        }
        read("vapour-pressure", zone_.saturationPressure);
        if (record_.has("gas-constant")) gas();
    }

    void gas()
    {
        if (record_.has("density"))
            build_.fail(record_, "gas-constant", "and density are given. Keep one: the gas law gives the density");
        const double pressure = build_.records.at("physics").number("operating-pressure");
        const double constant = record_.number("gas-constant");
        zone_.fluid = zone_.gas = true;
        zone_.density = Law([pressure, constant](double temperature) { return pressure / (constant * temperature); });
        has_.push_back("density");
    }

    // conductivity tensor = conductivity(T) times sum over the axes of ratio a a^T
    void shape()
    {
        const std::vector<double>& ratios = record_["conductivity-ratios"].numbers;
        const std::vector<std::vector<double>>& rows = record_["axes"].rows;
        if (ratios.size() != 3) {
            if (record_.has("axes") && record_.sound)
                build_.fail(record_, "axes", "needs conductivity-ratios. Add them, or remove it");
            return;
        }
        cht::Tensor axes = cht::isotropic;
        if (record_.has("axes") && !orthogonal(rows, axes)) {
            if (record_.sound)
                build_.fail(record_, "axes",
                            "is not three directions of three numbers at right angles. Write for example "
                            "axes = [[1, 1, 0], [-1, 1, 0], [0, 0, 1]]");
            return;
        }
        zone_.conductivityShape = {};
        for (int a = 0; a < 3; ++a)
            for (int i = 0; i < 3; ++i)
                for (int j = 0; j < 3; ++j) zone_.conductivityShape[i][j] += ratios[a] * axes[a][i] * axes[a][j];
        if (zone_.fluid) build_.fail(record_, "conductivity-ratios", "is for solids. Remove it from this coolant");
    }

    void heat()
    {
        zone_.heatSource = record_.number("power-density");
        if (record_.has("power")) build_.model.zonePowers.push_back({zone_.zone, record_.number("power")});
        if (record_.has("power") && record_.has("power-density"))
            build_.fail(record_, "power", "and power-density are given. Keep one of them");
    }

    void porous()
    {
        for (const char* key : {"darcy", "forchheimer"}) {
            if (!record_.has(key) || !record_.sound) continue;
            const std::vector<double>& values = record_[key].numbers;
            std::copy_n(values.begin(), 3, (std::string(key) == "darcy" ? zone_.darcy : zone_.forchheimer).begin());
            if (*std::min_element(values.begin(), values.end()) < 0)
                build_.fail(record_, key, "is below 0 and would drive the flow. Write values of at least 0");
            if (!zone_.fluid) build_.fail(record_, key, "is for a coolant, and this zone is a solid. Remove it");
        }
    }

    void need(const char* key, const char* why)
    {
        if (std::find(has_.begin(), has_.end(), key) != has_.end()) return;
        const Key& declared = *record_.section->find(key);
        build_.errors.add(record_.place, fmt::format("{}: {} is missing ({}). Write {}, or name a material",
                                                     record_.name, key, why, howToWrite(declared)));
    }

    void checkComplete()
    {
        const bool inTime = build_.records.at("time").given;
        need("conductivity", "every zone conducts");
        if (zone_.fluid || inTime) {
            const char* const why = zone_.fluid ? "this zone is a coolant" : "the case is a transient";
            need("density", why);
            need("specific-heat", why);
        }
        if (zone_.fluid) need("viscosity", "this zone is a coolant");
    }

    ModelBuild& build_;
    const Record& record_;
    ZoneMaterial zone_;
    std::vector<std::string> has_;
    bool sound_ = true; // no error of the catalogue, which would only cause others
};

} // namespace

ZoneMaterial solidMaterial(ModelBuild& build, const Record& entry)
{
    ZoneMaterial solid;
    solid.conductivity = entry.number("conductivity");
    solid.density = entry.number("density");
    solid.specificHeat = entry.number("specific-heat");
    if (entry.has("through-conductivity"))
        solid.conductivityShape[2][2] = entry.number("through-conductivity") / entry.number("conductivity");
    for (const Placeholder& placeholder : entry.placeholders()) {
        const bool storage = placeholder.name.find("conductivity") == std::string::npos;
        if (!storage || build.records.at("time").given) build.placeholders.push_back(placeholder);
    }
    return solid;
}

ZoneMaterial coolantMaterial(ModelBuild& build, const Record& entry)
{
    ZoneMaterial zone;
    const facility::CoolantPtr coolant = buildCoolant(entry, Catalogue(build.library, build.errors));
    if (!coolant) return zone;
    zone.fluid = true;
    for (const Placeholder& placeholder : entry.placeholders()) build.placeholders.push_back(placeholder);
    const std::vector<double>& pressures = entry["vapour-pressure"].numbers;
    if (!pressures.empty()) zone.saturationPressure = vapourPressureLaw(entry["temperature"].numbers, pressures);
    zone.density = Law([coolant](double t) { return coolant->density(t).value; });
    zone.specificHeat = Law([coolant](double t) { return coolant->specificHeat(t).value; });
    zone.conductivity = Law([coolant](double t) { return coolant->conductivity(t).value; });
    zone.viscosity = Law([coolant](double t) { return coolant->viscosity(t).value; });
    zone.enthalpy = Law([coolant](double t) { return coolant->enthalpy(t).value; });
    zone.hasEnthalpy = true;
    zone.minTemperature = coolant->minTemperature();
    zone.maxTemperature = coolant->maxTemperature();
    return zone;
}

void buildZones(ModelBuild& build)
{
    for (const auto& [name, record] : build.records.names("zones")) {
        build.model.places["zones." + name] = record.place.text();
        build.model.physics.zones.push_back(ZoneBuilder(build, name, record).result());
    }
}

} // namespace coldloop::case_file
