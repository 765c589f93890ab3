// CDU, chillers, tower and coolants from their catalogue entries.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/Build.h"

#include "solver/core/Error.h"

#include <algorithm>
#include <fmt/format.h>

namespace coldloop::case_file {

namespace {

template <std::size_t n>
std::array<double, n> arrayOf(const std::vector<double>& values)
{
    std::array<double, n> result{};
    std::copy_n(values.begin(), std::min(n, values.size()), result.begin());
    return result;
}

void checkPumpCurve(const Record& record, const facility::CduParameters& cdu, const Catalogue& catalogue)
{
    catalogue.check(cdu.pumpFlow.size() >= 2, record, "pump-flow", "has fewer than 2 points. Add the curve");
    catalogue.check(cdu.pumpFlow.size() == cdu.pumpRise.size(), record, "pump-rise",
                    fmt::format("has {} values, but pump-flow has {}. Give one rise for each flow", cdu.pumpRise.size(),
                                cdu.pumpFlow.size()));
    const auto notFalling =
        std::adjacent_find(cdu.pumpRise.begin(), cdu.pumpRise.end(), [](double a, double b) { return !(b < a); });
    catalogue.check(
        notFalling == cdu.pumpRise.end(), record, "pump-rise",
        "does not fall everywhere. Give a falling curve: on a level or rising one a loop may have two flows");
}

} // namespace

facility::CduParameters buildCdu(const Record& record, int pumpsRunning, const Catalogue& catalogue)
{
    facility::CduParameters cdu;
    cdu.name = record.name;
    cdu.ratedCapacity = record.number("rated-capacity");
    cdu.ratedApproach = record.number("rated-approach");
    cdu.ratedTcsFlow = record.number("rated-tcs-flow");
    cdu.ratedFwsFlow = record.number("rated-fws-flow");
    cdu.fwsPressureDrop = record.number("fws-pressure-drop");
    cdu.pumpsInstalled = record.count("pumps-installed");
    cdu.pumpsRunning = pumpsRunning;
    cdu.pumpFlow = record["pump-flow"].numbers;
    cdu.pumpRise = record["pump-rise"].numbers;
    checkPumpCurve(record, cdu, catalogue);
    const std::vector<double>& factors = record["rise-factors"].numbers;
    catalogue.check(static_cast<int>(factors.size()) == cdu.pumpsInstalled, record, "rise-factors",
                    fmt::format("has {} values for {} installed pumps. Give one for each number of running pumps",
                                factors.size(), cdu.pumpsInstalled));
    if (pumpsRunning >= 1 && pumpsRunning <= static_cast<int>(factors.size()))
        for (double& rise : cdu.pumpRise) rise *= factors[static_cast<std::size_t>(pumpsRunning) - 1];
    cdu.pumpEfficiency = record.number("pump-efficiency");
    cdu.maxTcsFlow = record.number("max-tcs-flow");
    cdu.valveStrokeTime = record.number("valve-stroke-time");
    return cdu;
}

plant::ChillerParameters buildChiller(const Record& record, const Catalogue& catalogue)
{
    plant::ChillerParameters chiller;
    chiller.name = record.name;
    chiller.ratedCapacity = record.number("rated-capacity");
    chiller.ratedCop = record.number("rated-cop");
    chiller.airCooled = record.text("condenser") == "air";
    chiller.capacityCurve = arrayOf<6>(record["capacity-curve"].numbers);
    chiller.eirCurve = arrayOf<6>(record["eir-curve"].numbers);
    chiller.partLoadCurve = arrayOf<3>(record["part-load-curve"].numbers);
    chiller.minLeaving = record.number("min-leaving");
    chiller.maxLeaving = record.number("max-leaving");
    chiller.minCondenser = record.number("min-condenser");
    chiller.maxCondenser = record.number("max-condenser");
    chiller.minPartLoad = record.number("min-part-load");
    chiller.maxPartLoad = record.number("max-part-load");
    const std::string swapped = "is not above its lower edge. Swap them";
    catalogue.check(chiller.minLeaving < chiller.maxLeaving, record, "max-leaving", swapped);
    catalogue.check(chiller.minCondenser < chiller.maxCondenser, record, "max-condenser", swapped);
    catalogue.check(chiller.minPartLoad < chiller.maxPartLoad, record, "max-part-load", swapped);
    return chiller;
}

plant::CoolingTowerParameters buildTower(const Record& record, const Catalogue& catalogue)
{
    plant::CoolingTowerParameters tower;
    tower.name = record.name;
    tower.coefficients = arrayOf<27>(record["coefficients"].numbers);
    tower.minWetBulb = record.number("min-wet-bulb");
    tower.maxWetBulb = record.number("max-wet-bulb");
    tower.minRange = record.number("min-range");
    tower.maxRange = record.number("max-range");
    tower.fanPowerPerWaterFlow = record.number("fan-power-per-water-flow");
    tower.ratedApproach = record.number("rated-approach");
    const std::string swapped = "is not above its lower edge. Swap them";
    catalogue.check(tower.minWetBulb < tower.maxWetBulb, record, "max-wet-bulb", swapped);
    catalogue.check(tower.minRange < tower.maxRange, record, "max-range", swapped);
    return tower;
}

namespace {

materials::CoolantTable tableOf(const Record& record)
{
    return {record.name,
            record["temperature"].numbers,
            record["density"].numbers,
            record["specific-heat"].numbers,
            record["conductivity"].numbers,
            record["viscosity"].numbers};
}

materials::MelinderCoefficients melinderOf(const Record& record)
{
    return {record.name,
            record.number("base-temperature"),
            record.number("base-fraction"),
            record.number("mass-fraction"),
            record.number("min-temperature"),
            record.number("max-temperature"),
            record["density-coefficients"].rows,
            record["specific-heat-coefficients"].rows,
            record["conductivity-coefficients"].rows,
            record["log-viscosity-coefficients"].rows};
}

} // namespace

facility::CoolantPtr buildCoolant(const Record& record, const Catalogue& catalogue)
{
    try {
        return record.text("model") == "table" ? materials::makeCoolant(tableOf(record))
                                               : materials::makeCoolant(melinderOf(record));
    } catch (const InputError& error) {
        catalogue.errors().add(record.place, error.what());
        return nullptr;
    }
}

} // namespace coldloop::case_file
