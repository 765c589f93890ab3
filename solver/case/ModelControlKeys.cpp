// The sections of a 3-D model's case about time, convergence, monitors and output.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/ModelKeys.h"

namespace coldloop::case_file {

namespace {

Section time()
{
    Section section{
        "time",
        "A transient. Without this section the steady state is solved.",
        {quantity("end", Kind::time, "simulated time").in(above("0 s")),
         quantity("step", Kind::time, "time step").in(above("0 s")),
         choice("start", {"steady", "rest"}, "from the steady state, or from rest at physics.initial-temperature")
             .byDefault("steady"),
         choice("flow", {"steady", "transient"},
                "steady: at each instant the flow that would be steady then; transient: with its inertia, laminar flow "
                "only")
             .byDefault("steady"),
         quantity("start-power", Kind::dimensionless, "share of all powers in the steady state at the start")
             .in(atLeast("0"))
             .byDefault("1"),
         quantity("write-interval", Kind::time, "of 3-D fields; without the key the last instant only")
             .in(above("0 s"))
             .optional(),
         quantity("checkpoint-interval", Kind::time, "simulated time between checkpoints; without the key 20 steps")
             .in(above("0 s"))
             .optional()}};
    section.required = false;
    return section;
}

Section numerics()
{
    const Range small{"1e-14", "0.1", false, false};
    Section section{
        "numerics",
        "When the solution is good enough. There is no relaxation factor to set.",
        {quantity("tolerance", Kind::dimensionless, "relative residual of flow and energy").in(small).byDefault("1e-5"),
         quantity("temperature-error", Kind::temperatureDifference,
                  "estimated remaining error of the highest temperature")
             .in(above("0 K"))
             .byDefault("0.01 K"),
         quantity("pressure-drop-error", Kind::dimensionless, "the same of the pressure drop, relative")
             .in(above("0"))
             .byDefault("0.001"),
         count("flow-iterations", "at most, Picard and Newton").in(between("1", "100000")).byDefault("100"),
         count("energy-iterations", "at most, of the Krylov method").in(between("1", "100000")).byDefault("200"),
         count("coupling-iterations", "at most, between flow, energy and turbulence")
             .in(between("1", "100000"))
             .byDefault("50"),
         choice("convection", {"second-order", "upwind"},
                "of heat; upwind is of first order, to compare with programs that have only that")
             .byDefault("second-order"),
         textKey("petsc", "options for PETSc: \"-flow_ksp_monitor -energy_ksp_rtol 1e-9\"").optional()}};
    section.required = false;
    return section;
}

Section monitors()
{
    Section section{
        "monitors",
        "A number that is followed: a column of history.csv, in each iteration or time step. With a stop it ends the "
        "run.",
        {choice("kind", {"probe", "patch", "zone"}, "of what"),
         quantities("at", Kind::length, "place of the probe: x, y, z").exactly(3).of("probe"),
         choice("field", {"temperature", "pressure", "velocity"}, "there, in the nearest cell")
             .of("probe")
             .byDefault("temperature"),
         textKey("patch", "of the mesh").of("patch"), textKey("zone", "of the mesh").of("zone"),
         choice("value",
                {"mean-temperature", "max-temperature", "min-temperature", "heat", "mass-flow", "mean-pressure"},
                "over the patch or zone, the mean temperature of an inlet or outlet that of its flow; heat, mass flow "
                "(into the device, of the whole device) and pressure of patches only")
             .of("patch|zone")
             .byDefault("max-temperature"),
         textKey("stop-above", "the run ends above this value, with its unit: \"95 degC\"").optional(),
         textKey("stop-below", "the run ends below this value").optional(),
         textKey("stop-change", "the run ends when the value changes by less than this, \"0.01 K\"").optional()}};
    section.variantKey = "kind";
    section.named = true;
    section.required = false;
    return section;
}

Section output()
{
    Section section{"output", "What is written.", {flag("fields", "the 3-D fields for ParaView").byDefault("true")}};
    section.required = false;
    return section;
}

} // namespace

std::vector<Section> controlSections() { return {time(), numerics(), monitors(), output()}; }

} // namespace coldloop::case_file
