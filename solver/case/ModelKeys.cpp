// The sections and keys of the case of a 3-D model: its physics.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/ModelKeys.h"

namespace coldloop::case_file {

namespace {

Key law(const char* name, Kind kind, const char* text) { return quantities(name, kind, text).orSingle().optional(); }

Key vector(const char* name, Kind kind, const char* text) { return quantities(name, kind, text).exactly(3).optional(); }

Section physics()
{
    Section section{
        "physics",
        "What holds for the whole model.",
        {quantities("gravity", Kind::acceleration, "along x, y, z; without it nothing is buoyant")
             .exactly(3)
             .optional(),
         choice("buoyancy", {"none", "density", "boussinesq"},
                "with gravity: by density over temperature (without the key), or by -density x expansion x (T - T at "
                "the inlet)")
             .optional(),
         quantity("operating-pressure", Kind::pressureAbsolute, "at the outlet, for boiling and gas density")
             .in(above("0 bara"))
             .byDefault("1.01325 bara"),
         quantity("initial-temperature", Kind::temperature,
                  "of a transient from rest; without the key that of an inlet or of a fixed temperature")
             .optional(),
         choice("turbulence", {"k-omega-sst", "k-epsilon"}, "model of the turbulent zones").byDefault("k-omega-sst"),
         quantity("turbulent-prandtl", Kind::dimensionless, "turbulent Prandtl number")
             .in(between("0.5", "2"))
             .byDefault("0.85"),
         quantity("velocity-limit", Kind::velocity, "a faster coolant is flagged, for example for erosion")
             .in(above("0 m/s"))
             .optional()}};
    section.required = false;
    return section;
}

Section zones()
{
    Section section{
        "zones",
        "The material of a cell zone of the mesh and its heat. `material` names an entry of cases/library/coolants or "
        "cases/library/solids; properties written here go before it. A zone with a coolant, or with a `viscosity`, is "
        "a fluid. A property is one value, or a list with one value for each of `temperatures`.",
        {textKey("material", "entry of the catalogue, a coolant or a solid").optional(),
         quantity("properties-at", Kind::temperature,
                  "the coolant's properties are constant, those at this temperature; without the key they follow the "
                  "temperature")
             .optional(),
         quantities("temperatures", Kind::temperature, "of the lists below; monotone between, flagged beyond")
             .rising()
             .optional(),
         law("conductivity", Kind::conductivity, "thermal conductivity").in(above("0 W/(m K)")),
         quantities("conductivity-ratios", Kind::dimensionless, "of the conductivity along three axes")
             .in(above("0"))
             .exactly(3)
             .optional(),
         matrix("axes", "directions of those three axes, at right angles; without the key x, y, z").optional(),
         law("density", Kind::density, "density; of a solid needed in time only").in(above("0 kg/m3")),
         law("specific-heat", Kind::specificHeat, "specific heat; of a solid needed in time only")
             .in(above("0 J/(kg K)")),
         law("viscosity", Kind::viscosity, "dynamic viscosity; makes the zone a fluid").in(above("0 mPa s")),
         quantity("gas-constant", Kind::specificHeat, "R of an ideal gas, density = operating pressure / (R T)")
             .in(above("0 J/(kg K)"))
             .optional(),
         law("vapour-pressure", Kind::pressureAbsolute, "of the coolant; hotter walls are flagged as boiling")
             .in(above("0 bara")),
         choice("regime", {"laminar", "turbulent", "auto"}, "of a fluid").byDefault("laminar"),
         quantity("power", Kind::power, "heat of the whole device in this zone, spread evenly").optional(),
         quantity("power-density", Kind::powerPerVolume, "heat in this zone").optional(),
         vector("darcy", Kind::perArea, "D of a porous zone along x, y, z: dp/dx = -mu D u - density F |u| u / 2"),
         vector("forchheimer", Kind::perLength, "F of the same")}};
    section.named = true;
    return section;
}

std::vector<Key> inletKeys()
{
    return {quantity("velocity", Kind::velocity, "uniform, into the device").in(above("0 m/s")).of("inlet").optional(),
            quantity("volume-flow", Kind::volumeFlow, "of the whole device, uniform velocity")
                .in(above("0 L/min"))
                .of("inlet")
                .optional(),
            quantity("mass-flow", Kind::massFlow, "of the whole device, uniform")
                .in(above("0 kg/s"))
                .of("inlet")
                .optional(),
            fileKey("profile",
                    "CSV of velocities at places of the patch: columns x [m], y [m], z [m], u [m/s], v [m/s], w [m/s]")
                .of("inlet")
                .optional(),
            quantities("fan-flow", Kind::volumeFlow, "points of a fan or pump curve, of the whole device")
                .in(atLeast("0 L/min"))
                .rising()
                .of("inlet")
                .optional(),
            quantities("fan-rise", Kind::pressureDifference, "its pressure rise over the outlet at these flows")
                .of("inlet")
                .optional(),
            quantities("times", Kind::time, "of `factors`").rising().of("inlet").optional(),
            quantities("factors", Kind::dimensionless,
                       "on the flow of an inlet at these times, straight lines between; a fan's flow takes none")
                .in(atLeast("0"))
                .of("inlet")
                .optional(),
            quantity("turbulence-intensity", Kind::dimensionless, "of a turbulent inlet")
                .in({"0", "1", true, true})
                .of("inlet")
                .byDefault("0.05"),
            quantity("turbulence-length", Kind::length, "its length scale; without the key 0.07 hydraulic diameters")
                .in(above("0 mm"))
                .of("inlet")
                .optional()};
}

Section boundaries()
{
    Section section{
        "boundaries",
        "What happens on a patch of the mesh. Patches without a section are adiabatic walls, those that the "
        "mesh declares as symmetry or cyclic are that. A wall has at most one of `temperature`, `heat-flux`, "
        "`power` and `ambient`; an inlet needs one of `velocity`, `volume-flow`, `mass-flow`, `profile` and "
        "`fan-flow`.",
        {choice("type", {"inlet", "outlet", "wall", "symmetry", "periodic"}, "kind of boundary"),
         quantity("temperature", Kind::temperature, "of the coolant that comes in, or of the wall")
             .of("inlet|wall")
             .optional()}};
    const std::vector<Key> inlet = inletKeys();
    section.keys.insert(section.keys.end(), inlet.begin(), inlet.end());
    const std::vector<Key> others = {
        quantity("backflow-temperature", Kind::temperature,
                 "of coolant that flows back in; without the key that of the inlet")
            .of("outlet")
            .optional(),
        quantity("heat-flux", Kind::heatFlux, "into the device").of("wall").optional(),
        quantity("power", Kind::power, "into the whole device, spread evenly").of("wall").optional(),
        quantity("ambient", Kind::temperature,
                 "of convection and radiation: flux out = h (T - ambient) + emissivity x "
                 "sigma (T^4 - ambient^4)")
            .of("wall")
            .optional(),
        quantity("heat-transfer-coefficient", Kind::heatTransferCoefficient, "h of the same")
            .in(atLeast("0 W/(m2 K)"))
            .of("wall")
            .optional(),
        quantity("emissivity", Kind::dimensionless, "of the same").in(share()).of("wall").optional(),
        quantities("wall-velocity", Kind::velocity, "of a wall that moves in its own plane, along x, y, z")
            .exactly(3)
            .of("wall")
            .optional(),
        quantity("mean-velocity", Kind::velocity, "of developed flow, in through this patch and out of its partner")
            .of("periodic")
            .optional(),
        quantity("pressure-gradient", Kind::pressureGradient, "that drives it instead").of("periodic").optional(),
        quantity("temperature-rise", Kind::temperatureDifference,
                 "from this patch to its partner: heat / (mass flow x specific heat)")
            .of("periodic")
            .byDefault("0 K"),
        flag("constant-wall",
             "the walls have one temperature: the profile keeps its shape and shrinks instead of rising")
            .of("periodic")
            .byDefault("false")};
    section.keys.insert(section.keys.end(), others.begin(), others.end());
    section.variantKey = "type";
    section.named = true;
    section.required = false;
    return section;
}

Section contacts()
{
    Section section{"contacts",
                    "A resistance on the faces between two zones: a contact, or a layer that is not meshed. Give "
                    "`resistance`, or `thickness` with `conductivity` or `interface-material`.",
                    {texts("zones", "the two zones").exactly(2),
                     quantity("resistance", Kind::areaResistance, "of the faces").in(atLeast("0 mm2 K/W")).optional(),
                     quantity("thickness", Kind::length, "of a layer").in(above("0 um")).optional(),
                     quantity("conductivity", Kind::conductivity, "of that layer").in(above("0 W/(m K)")).optional(),
                     reference("interface-material", "interface-materials", "of that layer").optional()}};
    section.repeated = true;
    section.required = false;
    return section;
}

Section powerMaps()
{
    const auto direction = [](const char* name, const char* fallback, const char* text) {
        return quantities(name, Kind::dimensionless, text).exactly(3).byDefault(fallback);
    };
    Section section{
        "power-maps",
        "A floorplan of powers on a patch, or through the thickness of a zone. The file is a CSV with the columns "
        "name, "
        "x [mm], y [mm], width [mm], height [mm], power [W] (any unit in the brackets); x and y count from `origin` "
        "along "
        "`x-axis` and `y-axis`. Powers are of the whole device, the places those of the part that is modelled.",
        {fileKey("file", "the floorplan"), textKey("patch", "where it lies, or").optional(),
         textKey("zone", "in what it lies").optional(),
         textKey("load-case",
                 "maps of one name act together, without the name in all; each name is a steady state of its "
                 "own, on one flow")
             .optional(),
         quantities("origin", Kind::length, "where x = y = 0 of the map is")
             .exactly(3)
             .byDefault("[\"0 m\", \"0 m\", \"0 m\"]"),
         direction("x-axis", "[1, 0, 0]", "direction of the map's x"),
         direction("y-axis", "[0, 1, 0]", "direction of its y, at a right angle"),
         quantity("power", Kind::power, "total to which all powers are scaled; without the key they are as written")
             .in(atLeast("0 W"))
             .optional(),
         quantities("times", Kind::time, "of `factors`").rising().optional(),
         quantities("factors", Kind::dimensionless, "on all powers at these times, straight lines between")
             .optional()}};
    section.repeated = true;
    section.required = false;
    return section;
}

} // namespace

const std::vector<Section>& modelSections()
{
    static const std::vector<Section> sections = [] {
        std::vector<Section> all = {
            {"", "Before the first section.", {textKey("title", "what the case is, for tables and reports")}}};
        for (Section& section : packageSections()) all.push_back(std::move(section));
        for (Section& section : meshSections()) all.push_back(std::move(section));
        for (Section& section : std::vector<Section>{physics(), zones(), boundaries(), contacts(), powerMaps()})
            all.push_back(std::move(section));
        for (Section& section : controlSections()) all.push_back(std::move(section));
        return all;
    }();
    return sections;
}

} // namespace coldloop::case_file
