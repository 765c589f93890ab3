// The catalogue groups of loops and plant: CDUs, chillers, towers, coolants.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/LibraryKeys.h"

namespace coldloop::case_file {

Section cdusGroup()
{
    return {"cdus",
            "A coolant distribution unit: plate exchanger, pumps, control valve.",
            {quantity("rated-capacity", Kind::power, "of the exchanger").in(above("0 W")),
             quantity("rated-approach", Kind::temperatureDifference, "TCS supply - FWS inlet at that capacity")
                 .in(above("0 K")),
             quantity("rated-tcs-flow", Kind::massFlow, "of the rating").in(above("0 kg/s")),
             quantity("rated-fws-flow", Kind::massFlow, "of the rating").in(above("0 kg/s")),
             quantity("fws-pressure-drop", Kind::pressureDifference, "of the exchanger at the rated flow")
                 .in(above("0 kPa")),
             count("pumps-installed", "pumps in the unit").in(between("1", "100")),
             count("pumps-running", "at rating").in(between("1", "100")),
             quantities("pump-flow", Kind::volumeFlow, "of one pump at full speed").in(atLeast("0 L/min")).rising(),
             quantities("pump-rise", Kind::pressureDifference, "external head at these flows").in(atLeast("0 kPa")),
             quantities("rise-factors", Kind::dimensionless, "on that head with 1, 2, ... pumps running")
                 .in({"0", "2", true, false}),
             quantity("pump-efficiency", Kind::dimensionless, "wire to water").in(efficiency()),
             quantity("max-tcs-flow", Kind::volumeFlow, "of the unit").in(above("0 L/min")),
             quantity("valve-stroke-time", Kind::time, "of the control valve, closed to open").in(above("0 s"))}};
}

Section chillersGroup()
{
    return {"chillers",
            "A vapour-compression chiller by the three curves of EnergyPlus Chiller:Electric:EIR, in degC.",
            {quantity("rated-capacity", Kind::power, "at the reference point").in(above("0 W")),
             quantity("rated-cop", Kind::dimensionless, "at the reference point").in(above("0")),
             choice("condenser", {"water", "air"}, "what cools the condenser"),
             quantities("capacity-curve", Kind::dimensionless, "CapFT: 1, Te, Te^2, Tc, Tc^2, Te Tc").exactly(6),
             quantities("eir-curve", Kind::dimensionless, "EIRFT, same order").exactly(6),
             quantities("part-load-curve", Kind::dimensionless, "EIRFPLR: 1, PLR, PLR^2").exactly(3),
             temperatureKey("min-leaving", "lower edge of the leaving water Te"),
             temperatureKey("max-leaving", "upper edge"),
             temperatureKey("min-condenser", "lower edge of the entering condenser fluid Tc"),
             temperatureKey("max-condenser", "upper edge"),
             quantity("min-part-load", Kind::dimensionless, "below it the machine cycles").in(share()),
             quantity("max-part-load", Kind::dimensionless, "most that it can carry").in({"0", "2", true, false})}};
}

Section towersGroup()
{
    return {
        "towers",
        "An open cooling tower by the YorkCalc correlation.",
        {quantities("coefficients", Kind::dimensionless, "order LG^0,1,2 outer, TR^0,1,2, Twb^0,1,2 inner").exactly(27),
         temperatureKey("min-wet-bulb", "lower edge of the correlation"), temperatureKey("max-wet-bulb", "upper edge"),
         quantity("min-range", Kind::temperatureDifference, "lower edge").in(above("0 K")),
         quantity("max-range", Kind::temperatureDifference, "upper edge").in(above("0 K")),
         quantity("fan-power-per-water-flow", Kind::energyPerMass, "rated fan power / rated water flow")
             .in(above("0 J/kg")),
         quantity("rated-approach", Kind::temperatureDifference, "at the design point").in(above("0 K"))}};
}

Section coolantsGroup()
{
    const auto column = [](const char* name, Kind kind, const char* zero) {
        return quantities(name, kind, "at these temperatures").in(above(zero)).of("table");
    };
    Section section{
        "coolants",
        "A liquid. \"table\": values over temperature. \"melinder\": polynomials in temperature and mass fraction.",
        {choice("model", {"table", "melinder"}, "how its properties are given"),
         quantities("temperature", Kind::temperature, "of the rows").rising().of("table"),
         column("density", Kind::density, "0 kg/m3"), column("specific-heat", Kind::specificHeat, "0 J/(kg K)"),
         column("conductivity", Kind::conductivity, "0 W/(m K)"), column("viscosity", Kind::viscosity, "0 Pa s"),
         quantities("vapour-pressure", Kind::pressureAbsolute,
                    "at these temperatures; without it boiling is not looked for")
             .in(above("0 bara"))
             .of("table")
             .optional(),
         temperatureKey("base-temperature", "T0").of("melinder"),
         quantity("base-fraction", Kind::dimensionless, "x0").in(share()).of("melinder"),
         quantity("mass-fraction", Kind::dimensionless, "x").in(share()).of("melinder"),
         temperatureKey("min-temperature", "lower edge").of("melinder"),
         temperatureKey("max-temperature", "upper edge").of("melinder")}};
    for (const char* name : {"density", "specific-heat", "conductivity", "log-viscosity"})
        section.keys.push_back(
            matrix(std::string(name) + "-coefficients", "c[i][j] of (T - T0)^i (x - x0)^j, SI").of("melinder"));
    section.variantKey = "model";
    return section;
}

} // namespace coldloop::case_file
