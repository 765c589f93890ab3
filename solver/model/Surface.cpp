// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/model/Surface.h"

#include "solver/core/Ranks.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace coldloop::model {

SurfaceSums surfaceSums(const cht::SurfaceField& faces)
{
    SurfaceSums sums;
    sums.minTemperature = std::numeric_limits<double>::infinity();
    sums.maxTemperature = -sums.minTemperature;
    for (std::size_t i = 0; i < faces.area.size(); ++i) {
        const double area = faces.area[i], temperature = faces.temperature[i];
        sums.area += area;
        sums.heat += faces.heat[i];
        sums.massFlow += faces.massFlow.empty() ? 0 : faces.massFlow[i];
        sums.meanTemperature += area * temperature;
        sums.meanPressure += area * (faces.pressure.empty() ? 0 : faces.pressure[i]);
        sums.minTemperature = std::min(sums.minTemperature, temperature);
        sums.maxTemperature = std::max(sums.maxTemperature, temperature);
    }
    sums.meanTemperature /= sums.area; // not a number without faces
    sums.meanPressure /= sums.area;
    double carried = 0, flow = 0;
    for (std::size_t i = 0; i < faces.massFlow.size(); ++i)
        if (faces.massFlow[i] * sums.massFlow > 0) {
            carried += faces.massFlow[i] * faces.temperature[i];
            flow += faces.massFlow[i];
        }
    sums.flowTemperature = flow == 0 ? sums.meanTemperature : carried / flow;
    return sums;
}

ZoneSums zoneSums(const cht::CellField& cells, const std::string& zone)
{
    const auto name = std::find(cells.regionNames.begin(), cells.regionNames.end(), zone);
    const int wanted = name == cells.regionNames.end() ? -1 : static_cast<int>(name - cells.regionNames.begin());
    double low = std::numeric_limits<double>::infinity(), high = -low, fastest = 0;
    std::vector<double> sums(3, 0.0); // cells, volume, volume times temperature
    for (std::size_t i = 0; i < cells.region.size(); ++i) {
        if (cells.region[i] != wanted) continue;
        const auto& u = cells.velocity[i];
        sums[0] += 1;
        sums[1] += cells.volume[i];
        sums[2] += cells.volume[i] * cells.temperature[i];
        low = std::min(low, cells.temperature[i]);
        high = std::max(high, cells.temperature[i]);
        fastest = std::max(fastest, std::sqrt(u[0] * u[0] + u[1] * u[1] + u[2] * u[2]));
    }
    sums = ranks::sums(sums);
    ZoneSums result;
    result.cells = std::lround(sums[0]);
    result.volume = sums[1];
    result.meanTemperature = sums[2] / sums[1];
    result.minTemperature = ranks::smallest(low);
    result.maxTemperature = ranks::largest(high);
    result.maxVelocity = ranks::largest(fastest);
    return result;
}

} // namespace coldloop::model
