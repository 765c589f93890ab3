// The sections and keys of a case file.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/Declaration.h"

namespace coldloop::case_file {

namespace {

const char* const noPublicNumber = "no public number";
const char* const syntheticTrace = "synthetic trace: no measured GB200 trace is public";

Section racks()
{
    return {"racks",
            "The racks on one CDU. The first has all its chips resolved, the others are nominal and run as one branch.",
            {reference("type", "racks", "rack"), count("count", "racks on the CDU").in(between("1", "1000")),
             quantity("flow", Kind::volumeFlow,
                      "mean flow of a rack at the supply temperature; the CDU's pump speed holds count times this")
                 .in(atLeast("0 L/min")),
             quantity("resistance-spread", Kind::dimensionless,
                      "standard deviation of the plates' thermal resistance above the coolant's own rise")
                 .in({"0", "0.5", false, true})
                 .byDefault("0"),
             count("seed", "seed of that spread").in(between("0", "9007199254740992")).byDefault("1")}};
}

Section restriction()
{
    Section section{
        "racks.restriction",
        "A clogged quick disconnect or a partly closed valve at the supply of trays of the resolved rack. "
        "May be repeated.",
        {counts("trays", "tray numbers, from 1 at the bottom of the rack").in(between("1", "10000")),
         quantity("quick-disconnect-kv", Kind::flowCoefficient, "Kv of the supply coupling instead of the rack's own")
             .in(above("0 m3/h"))}};
    section.required = false;
    section.repeated = true;
    return section;
}

Section tcs()
{
    return {
        "tcs",
        "Technology cooling system: the loop through CDU and racks.",
        {reference("cdu", "cdus", "coolant distribution unit"),
         count("pumps-running", "CDU pumps that share the flow; without the key as the CDU's rating has it")
             .in(between("1", "100"))
             .optional(),
         reference("coolant", "coolants", "coolant").byDefault("pg25"),
         quantity("supply-setpoint", Kind::temperature, "supply temperature that the CDU's facility-side valve holds")
             .in(between("0 degC", "100 degC")),
         quantity("piping-linear", Kind::linearVolumeLoss,
                  "a of the piping outside CDU and racks, dp = a Q + b Q^2, Q the whole flow (default: planning "
                  "tool for a pod of 576 GPUs on one CDU, grade B)")
             .in(atLeast("0 kPa/(L/min)"))
             .byDefault("0.024229 kPa/(L/min)"),
         quantity("piping-quadratic", Kind::quadraticVolumeLoss, "b of the same law")
             .in(atLeast("0 kPa/(L/min)^2"))
             .byDefault("7.1e-5 kPa/(L/min)^2"),
         quantity("volume", Kind::volume, "coolant in CDU and piping, racks apart")
             .in(above("0 L"))
             .guessed("1000 L", "300 L", "2000 L", noPublicNumber),
         quantity("reference-pressure", Kind::pressureGauge,
                  "static pressure of the expansion vessel at the pump suction (default: static pressure at quick "
                  "disconnects, Lenovo LP2357 and HPE, grade A)")
             .in(between("0 psig", "145 psig"))
             .byDefault("30 psig")}};
}

Section fws()
{
    Section section{
        "fws",
        "Facility water system: the loop between plant and CDU.",
        {reference("coolant", "coolants", "coolant").byDefault("water"),
         quantity("flow", Kind::massFlow, "flow with the CDU's control valve open")
             .in(above("0 kg/s"))
             .guessed("20.6 kg/s", "10 kg/s", "25 kg/s", "rated facility flow of one XDU1350; a site's is not public"),
         quantity("volume-per-power", Kind::volumePerPower, "coolant in the loop per rated IT power")
             .in(above("0 L/MW"))
             .guessed("3000 L/MW", "1000 L/MW", "10000 L/MW", noPublicNumber),
         quantity("valve-open-pressure-drop", Kind::pressureDifference, "CDU control valve, fully open, at `flow`")
             .in(above("0 kPa"))
             .guessed("50 kPa", "20 kPa", "100 kPa", noPublicNumber),
         quantity("piping-pressure-drop", Kind::pressureDifference, "pipes and fittings at `flow`")
             .in(atLeast("0 kPa"))
             .guessed("100 kPa", "50 kPa", "200 kPa", noPublicNumber),
         quantity("pump-efficiency", Kind::dimensionless, "wire to water")
             .in(efficiency())
             .guessed("0.6", "0.45", "0.75", noPublicNumber),
         quantity("minimum-valve-opening", Kind::dimensionless, "of the CDU's control valve")
             .in({"0", "1", false, true})
             .guessed("0.05", "0.01", "0.1", noPublicNumber)}};
    section.required = false;
    return section;
}

std::vector<Key> condenserKeys()
{
    return {reference("tower", "towers", "cooling tower"),
            quantity("tower-water-ratio", Kind::dimensionless, "condenser water flow / the tower's design flow")
                .in({"0", "2", true, false})
                .guessed("0.6", "0.5", "1", noPublicNumber),
            quantity("condenser-flow", Kind::massFlow, "condenser water")
                .in(above("0 kg/s"))
                .guessed("20.6 kg/s", "10 kg/s", "25 kg/s", "as the facility water; a site's is not public"),
            quantity("condenser-pressure-drop", Kind::pressureDifference,
                     "of the condenser loop at that flow, lift included, isolating exchanger apart")
                .in(atLeast("0 kPa"))
                .guessed("120 kPa", "60 kPa", "250 kPa", noPublicNumber),
            quantity("condenser-pump-efficiency", Kind::dimensionless, "wire to water")
                .in(efficiency())
                .guessed("0.6", "0.45", "0.75", noPublicNumber),
            quantity("condenser-volume", Kind::volume, "water in basin and condenser pipes")
                .in(above("0 L"))
                .guessed("3000 L", "1000 L", "10000 L", noPublicNumber),
            quantity("isolating-approach", Kind::temperatureDifference,
                     "rating of the plate exchanger between tower and facility water")
                .in(above("0 K")),
            quantity("isolating-duty", Kind::power, "of the same rating").in(above("0 kW")),
            quantity("isolating-pressure-drop", Kind::pressureDifference, "of each side at rated flow")
                .in(atLeast("0 kPa"))
                .guessed("50 kPa", "30 kPa", "100 kPa", noPublicNumber),
            quantity("cycles-of-concentration", Kind::dimensionless, "of the tower water; sets the blowdown")
                .in(above("1"))
                .guessed("4", "3", "8", "depends on the make-up water")};
}

Section plant()
{
    Section section{"plant", "Tower, plate exchanger and chillers.", condenserKeys()};
    const std::vector<Key> chillers = {
        flag("trim", "a chiller trims the facility water's supply").byDefault("false"),
        reference("trim-chiller", "chillers", "that chiller").byDefault("carrier-19xr-1407-vsd"),
        count("trim-chillers", "how many of them").in(between("1", "1000")).byDefault("1"),
        quantity("trim-setpoint", Kind::temperature, "facility supply that they hold")
            .in(between("0 degC", "60 degC"))
            .byDefault("25 degC"),
        reference("room-chiller", "chillers", "chiller of the coil that takes the racks' heat to air")
            .byDefault("york-ycal0033ee"),
        count("room-chillers", "how many of them").in(between("1", "1000")).byDefault("2"),
        quantity("room-chilled-water", Kind::temperature, "leaving them")
            .in(between("0 degC", "30 degC"))
            .byDefault("10 degC")};
    section.keys.insert(section.keys.end(), chillers.begin(), chillers.end());
    return section;
}

Section room()
{
    return {"room",
            "The room's air.",
            {quantity("dew-point", Kind::temperature, "dew point of the room's air").in(between("-20 degC", "40 degC")),
             quantity("dew-point-margin", Kind::temperatureDifference,
                      "the coolant's supply is kept this far above the dew point (rule: 2 to 3 K, grade B)")
                 .in(atLeast("0 K"))
                 .byDefault("3 K")}};
}

Section weather()
{
    return {"weather",
            "Outdoor air, constant.",
            {quantity("wet-bulb", Kind::temperature, "wet-bulb temperature").in(between("-40 degC", "40 degC")),
             quantity("dry-bulb", Kind::temperature, "dry-bulb temperature").in(between("-40 degC", "60 degC"))}};
}

Section workload()
{
    Section section{
        "workload",
        "What the GPUs are asked to do. \"training\": a synchronous job whose phases are work and last longer at lower "
        "clocks. \"imported\": power in time as nvidia-smi wrote it, leakage contained.",
        {choice("kind", {"training", "imported"}, "kind of workload"),
         quantity("period", Kind::time, "one iteration at full clock")
             .in(above("0 s"))
             .of("training")
             .guessed("3 s", "2 s", "5 s", syntheticTrace),
         quantity("compute-share", Kind::dimensionless, "share of the period that is computing")
             .in({"0", "1", true, true})
             .of("training")
             .guessed("0.7", "0.5", "0.9", syntheticTrace),
         quantity("compute-power", Kind::dimensionless, "of TDP in compute phases")
             .in({"0", "1.5", true, false})
             .of("training")
             .guessed("0.95", "0.9", "1", syntheticTrace),
         quantity("communication-power", Kind::dimensionless, "of TDP in communication phases")
             .in({"0", "1.5", true, false})
             .of("training")
             .guessed("0.35", "0.2", "0.5", syntheticTrace),
         quantity("checkpoint-duration", Kind::time, "wall time of writing a checkpoint, GPUs idle")
             .in(atLeast("0 s"))
             .of("training")
             .guessed("30 s", "10 s", "60 s", syntheticTrace),
         quantity("checkpoint-interval", Kind::time, "job time at full clock between checkpoints; 0 s: none")
             .in(atLeast("0 s"))
             .of("training")
             .guessed("300 s", "300 s", "3600 s", syntheticTrace),
         fileKey("file", "CSV of `nvidia-smi --query-gpu=timestamp,index,power.draw --format=csv -lms 250`")
             .of("imported")}};
    section.variantKey = "kind";
    return section;
}

Section transient()
{
    Section section{"transient",
                    "The time after the steady state. Without this section only the steady state is solved.",
                    {quantity("duration", Kind::time, "simulated time").in(above("0 s")),
                     quantity("step", Kind::time, "time step").in({"0 s", "60 s", true, false}).byDefault("1 s"),
                     quantity("checkpoint-interval", Kind::time, "simulated time between checkpoints of the run")
                         .in(above("0 s"))
                         .byDefault("60 s")}};
    section.required = false;
    return section;
}

Section nominal()
{
    Section section{"nominal",
                    "Nominal inputs against which the cause of a hot chip is named.",
                    {quantity("supply-temperature", Kind::temperature,
                              "supply (default: class W45, which NVL72 racks are specified for)")
                         .in(between("0 degC", "100 degC"))
                         .byDefault("45 degC")}};
    section.required = false;
    return section;
}

Section zoom()
{
    Section section{"zoom",
                    "Cold plates of GPUs that are solved again in 3-D after the steady state at TDP, at the flow, "
                    "inlet temperature "
                    "and power that they have in it. The result compares them with the reduced model.",
                    {count("worst", "so many of the hottest GPUs").in(between("0", "1000")).byDefault("1"),
                     texts("chips", "and these GPUs, named as in the hot-spot table: \"rack 1 tray 4 slot 2\"")
                         .orSingle()
                         .optional()}};
    section.required = false;
    return section;
}

} // namespace

const std::vector<Section>& caseSections()
{
    static const std::vector<Section> sections = {
        {"", "Before the first section.", {textKey("title", "what the case is, for tables and reports")}},
        racks(),
        restriction(),
        tcs(),
        fws(),
        plant(),
        room(),
        weather(),
        workload(),
        transient(),
        nominal(),
        zoom()};
    return sections;
}

} // namespace coldloop::case_file
