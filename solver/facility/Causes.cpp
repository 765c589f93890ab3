// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/facility/Causes.h"

#include "solver/facility/System.h"

#include <algorithm>

namespace coldloop::facility {

std::string toString(Cause cause)
{
    switch (cause) {
    case Cause::supplyTemperature: return "supply temperature";
    case Cause::lowFlow: return "low flow";
    case Cause::power: return "power";
    case Cause::highResistance: return "high resistance";
    case Cause::none: break;
    }
    return "none";
}

std::vector<double> junctionsWith(const Parameters& parameters, std::shared_ptr<const reduced::PlateModel> plate,
                                  Cause nominal, bool governed, std::vector<double>* clocks)
{
    System system(parameters, std::move(plate),
                  nominal == Cause::lowFlow ? std::vector<Restriction>{} : parameters.restrictions);
    SteadyOptions options;
    options.request.governed = governed;
    options.request.flatPower = nominal == Cause::power;
    options.request.spread = nominal != Cause::highResistance;
    if (nominal == Cause::supplyTemperature) options.fixedSupply = parameters.nominal.supplyTemperature;
    const Snapshot shot = system.solveSteady(options);
    std::vector<double> junctions;
    for (const ChipSample& chip : shot.chips) {
        junctions.push_back(chip.junction);
        if (clocks) clocks->push_back(chip.clock);
    }
    return junctions;
}

std::vector<Cause> findCauses(const Parameters& parameters, std::shared_ptr<const reduced::PlateModel> plate,
                              const std::vector<bool>& hot)
{
    constexpr double least = 0.1; // [K]
    std::vector<Cause> causes(hot.size(), Cause::none);
    if (std::find(hot.begin(), hot.end(), true) == hot.end()) return causes;
    const std::vector<double> as = junctionsWith(parameters, plate, Cause::none, false);
    std::vector<double> drop(hot.size(), least);
    for (const Cause cause : allCauses) {
        const std::vector<double> with = junctionsWith(parameters, plate, cause, false);
        for (std::size_t i = 0; i < hot.size(); ++i)
            if (hot[i] && as[i] - with[i] > drop[i]) {
                drop[i] = as[i] - with[i];
                causes[i] = cause;
            }
    }
    return causes;
}

} // namespace coldloop::facility
