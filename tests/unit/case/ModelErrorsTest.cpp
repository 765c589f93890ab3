// Every kind of mistake in the case of a 3-D model has its place, says what is wrong and what to write.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "TestModel.h"

using namespace coldloop;
using namespace coldloop::case_file;
using namespace coldloop::case_file::test;
using Catch::Contains;
using Catch::Matchers::StartsWith;

namespace {

std::string messageAfter(const std::string& from, const std::string& to) { return messageOf(ModelFolder(from, to)); }

} // namespace

TEST_CASE("Materials: unknown, incomplete, contradicting")
{
    CHECK_THAT(messageAfter("\"water\"", "\"watr\""),
               StartsWith("model.toml:32:12: zones.coolant.material = watr is neither a coolant nor a solid of the "
                          "catalogue. The nearest is \"water\"; there are "));
    CHECK_THAT(
        messageAfter("material = \"copper-c110\"", "density = \"8960 kg/m3\""),
        StartsWith("model.toml:34:1: zones.plate: conductivity is missing (every zone conducts). Write for example "
                   "conductivity = \"10 W/(m K)\", or name a material"));
    const std::vector<std::string> fluid =
        ModelFolder("material = \"water\"", "viscosity = \"1 mPa s\"\nconductivity = \"0.6 W/(m K)\"").messages();
    REQUIRE(fluid.size() == 2);
    CHECK_THAT(fluid[0], Contains("zones.coolant: density is missing (this zone is a coolant)"));
    CHECK_THAT(fluid[1], Contains("zones.coolant: specific-heat is missing"));
    CHECK_THAT(messageAfter("conductivity = [\"150 W/(m K)\", \"110 W/(m K)\"]",
                            "conductivity = [\"150 W/(m K)\", \"110 W/(m K)\", \"90 W/(m K)\"]"),
               Contains("zones.die.conductivity") && Contains("has 3 values, but `temperatures` has 2"));
    CHECK_THAT(messageAfter("conductivity-ratios = [1, 1, 0.5]",
                            "conductivity-ratios = [1, 1, 0.5]\naxes = [[1, 0, 0], [1, 1, 0], [0, 0, 1]]"),
               Contains("is not three directions of three numbers at right angles"));
    CHECK_THAT(messageAfter("material = \"water\"", "material = \"water\"\nproperties-at = \"200 degC\""),
               Contains("is outside water's range, 5.0 to 95.0 degC"));
    CHECK_THAT(messageAfter("power = \"12 W\"", "power = \"12 W\"\npower-density = \"1e9 W/m3\""),
               Contains("zones.die.power = 12 W and power-density are given. Keep one of them"));
}

TEST_CASE("A transient needs what stores heat")
{
    const std::vector<std::string> messages =
        ModelFolder("[numerics]", "[time]\nend = \"1 s\"\nstep = \"0.1 s\"\n\n[numerics]").messages();
    REQUIRE(messages.size() == 2);
    CHECK_THAT(messages[0], Contains("zones.die: density is missing (the case is a transient)"));
}

TEST_CASE("Boundaries: one flow for an inlet, one heat for a wall")
{
    CHECK_THAT(
        messageAfter("volume-flow = \"0.5 L/min\"\n", ""),
        StartsWith("model.toml:43:1: boundaries.inlet says nothing of the flow. Add one of velocity, volume-flow, "
                   "mass-flow, profile, fan-flow"));
    CHECK_THAT(messageAfter("volume-flow = \"0.5 L/min\"", "volume-flow = \"0.5 L/min\"\nvelocity = \"1 m/s\""),
               Contains("boundaries.inlet has velocity and volume-flow, but the flow is set by one of them. Keep one"));
    CHECK_THAT(messageAfter("temperature = \"30 degC\"\n", ""), Contains("boundaries.inlet.temperature is missing"));
    CHECK_THAT(messageAfter("ambient = \"25 degC\"", "ambient = \"25 degC\"\nheat-flux = \"1 W/cm2\""),
               Contains("boundaries.top has heat-flux and ambient, but the heat is set by one of them"));
    CHECK_THAT(messageAfter("heat-transfer-coefficient = \"10 W/(m2 K)\"\n", ""),
               Contains("has no effect without heat-transfer-coefficient or emissivity"));
    CHECK_THAT(
        messageAfter("type = \"outlet\"", "type = \"outlet\"\nvelocity = \"1 m/s\""),
        StartsWith("model.toml:50:1: boundaries.outlet.velocity: this key belongs to type = \"inlet\", but here it is "
                   "\"outlet\". Remove it"));
    CHECK_THAT(messageAfter("volume-flow = \"0.5 L/min\"",
                            "fan-flow = [\"0 L/min\", \"1 L/min\"]\nfan-rise = [\"1 kPa\", \"2 "
                            "kPa\"]"),
               Contains("does not fall everywhere. Give a falling curve"));
}

TEST_CASE("Flow in time: a factor for each time, of a given flow, laminar")
{
    const std::string inlet = "type = \"inlet\"\n", times = "times = [\"0 s\", \"2 s\"]\n";
    CHECK_THAT(
        messageAfter(inlet, inlet + times + "factors = [0, 1, 2]\n"),
        StartsWith("model.toml:43:1: boundaries.inlet: `times` has 2 values and `factors` 3. Give one factor for "
                   "each time"));
    CHECK_THAT(messageAfter("volume-flow = \"0.5 L/min\"\n",
                            times + "factors = [0, 1]\nfan-flow = [\"0 L/min\", \"1 L/min\"]\nfan-rise = [\"1 kPa\", "
                                    "\"0 kPa\"]\n"),
               StartsWith("model.toml:45:9: boundaries.inlet.times") &&
                   Contains("changes a given flow, and that of a fan follows from its curve. Remove it"));
    const ModelFolder turbulent("material = \"water\"", "material = \"water\"\nregime = \"auto\"");
    CHECK_THAT(messageOf(turbulent, {"time.end=4 s", "time.step=1 s", "time.flow=transient",
                                     "zones.die.density=2330 kg/m3", "zones.die.specific-heat=700 J/(kg K)"}),
               Contains("time.flow = transient is for laminar flow, and zone 'coolant' is or may be turbulent. Write "
                        "flow = \"steady\", or its regime = \"laminar\""));
}

TEST_CASE("Mesh: one source, blocks that fit")
{
    CHECK_THAT(messageAfter("recipe = \"blocks\"", "recipe = \"blocks\"\nfile = \"floorplan.csv\""),
               StartsWith("model.toml:3:1: mesh has more than one of `recipe`, `file`"));
    CHECK_THAT(messageAfter("z-cells = [4, 4, 2]", "z-cells = [4, 4]"),
               Contains("mesh.blocks.z-cells = [4, 4] has 2 values, but z-ends has 3. Give one for each block"));
    CHECK_THAT(messageAfter("zones = [\"plate\", \"plate\", \"coolant\"", "zones = [\"plate\", \"coolant\""),
               StartsWith("model.toml:7:1: mesh: 5 zone names for 6 blocks"));
    CHECK_THAT(messageOf(ModelFolder(), {"mesh.recipe=microchanel"}),
               Contains("mesh.recipe = \"microchanel\" is not known. The nearest is \"microchannel\""));
    CHECK_THAT(messageOf(ModelFolder(), {"mesh.file=nowhere.msh"}),
               StartsWith("--set mesh.file=nowhere.msh: mesh.file = nowhere.msh is not there: "));
    const std::vector<std::string> messages = ModelFolder("recipe = \"blocks\"", "file = \"floorplan.csv\"").messages();
    REQUIRE(messages.size() == 2);
    CHECK_THAT(messages[0], StartsWith("model.toml:4:8: mesh.file = floorplan.csv is no mesh that can be read"));
    CHECK_THAT(messages[1], Contains("mesh.blocks belongs to mesh.recipe = \"blocks\", which is not chosen"));
}

TEST_CASE("A mesh in STEP or STL needs a cell size")
{
    const Folder folder;
    folder.write("plate.step", "");
    folder.write("plate.stl", "");
    const std::string start = "title = \"x\"\n[mesh]\n", end = "[zones.plate]\nmaterial = \"silicon\"\n";
    const auto messageFor = [&](const std::string& lines) {
        try {
            loadModel(folder.write("m.toml", start + lines + end), {});
        } catch (const InputError& error) {
            return error.messages().at(0);
        }
        return std::string();
    };
    CHECK_THAT(messageFor("file = \"plate.step\"\n"),
               Contains("m.toml:3:8: mesh.file is a STEP assembly. Add cell-size"));
    CHECK_THAT(messageFor("[[mesh.surfaces]]\nzone = \"plate\"\nfile = \"plate.stl\"\n"),
               Contains("have no cells yet"));
    CHECK(messageFor("cell-size = \"1 mm\"\n[[mesh.surfaces]]\nzone = \"plate\"\nfile = \"plate.stl\"\n") == "");
}

TEST_CASE("Power maps: the file, its columns, its numbers")
{
    const auto messageFor = [](const std::string& map) { return messageOf(ModelFolder("", "", map)); };
    CHECK_THAT(messageAfter("floorplan.csv", "floorpln.csv"),
               StartsWith("model.toml:62:8: power-maps.file = floorpln.csv is not there"));
    CHECK_THAT(
        messageFor("name,x [mm],y [mm],width [mm],power [W]\ncore,0,0,4,6\n"),
        Contains("floorplan.csv:1: there is no column 'height'. The first line must name the columns: name,x [m]"));
    CHECK_THAT(messageFor("name,x,y [mm],width [mm],height [mm],power [W]\ncore,0,0,4,4,6\n"),
               Contains("floorplan.csv:1: column 'x' has no unit. Write for example x [m]"));
    CHECK_THAT(messageFor("name,x [mm],y [mm],width [mm],height [mm],power [W]\ncore,0,0,4,4,nan\n"),
               Contains("floorplan.csv:2: column 'power': \"nan\" is not a finite number"));
    CHECK_THAT(messageFor("name,x [mm],y [mm],width [mm],height [mm],power [mm]\ncore,0,0,4,4,1\n"),
               Contains("column 'power'") && Contains("\"mm\" is not a unit of a power"));
    CHECK_THAT(messageFor("name,x [mm],y [mm],width [mm],height [mm],power [W]\ncore,0,0,0,4,1\n"),
               Contains("rectangle 'core' is 0 m wide"));
    CHECK_THAT(messageFor("name,x [mm],y [mm],width [mm],height [mm],power [W]\n"), Contains("the table has no rows"));
    CHECK_THAT(messageFor("name,x [mm],y [mm],width [mm],height [mm],power [W]\ncore,0,0\n"),
               Contains("floorplan.csv:2: the line ends before column 'width'"));
    CHECK_THAT(ModelFolder("patch = \"top\"\n", "patch = \"top\"\nload-case = \"idle\"\n")
                   .messages({"time.end=1 s", "time.step=0.1 s", "time.start=rest"})
                   .back(),
               StartsWith("model.toml:64:13: power-maps.load-case = idle is a steady state, and this case has [time]"));
    CHECK_THAT(messageAfter("patch = \"top\"\n", ""), Contains("power-maps needs either `patch` or `zone`"));
}

TEST_CASE("Contacts, monitors, numerics and physics")
{
    CHECK_THAT(messageAfter("thickness = \"50 um\"\n", ""),
               Contains("contacts needs either `resistance`, or `thickness`"));
    CHECK_THAT(messageAfter("stop-above = \"95 degC\"", "stop-above = \"95 kPa\""),
               Contains("monitors.die.stop-above = \"95 kPa\"") && Contains("\"kPa\" is not a unit of a temperature"));
    CHECK_THAT(messageAfter("stop-above = \"95 degC\"", "value = \"heat\""),
               Contains("monitors.die.value = heat is of patches"));
    CHECK_THAT(messageAfter("petsc = \"-flow_ksp_monitor -energy_ksp_rtol 1e-9\"", "petsc = \"-ksp_rtol 1e-9\""),
               Contains("the option -ksp_rtol is read by no solver. Write -flow_ksp_rtol or -energy_ksp_rtol"));
    CHECK_THAT(messageAfter("tolerance = 1e-6", "tolerance = nan"), Contains("numerics.tolerance"));
    CHECK_THAT(messageOf(ModelFolder(), {"physics.buoyancy=boussinesq"}),
               Contains("physics.buoyancy = boussinesq needs gravity"));
}

TEST_CASE("Unknown keys and sections name the nearest")
{
    CHECK_THAT(messageAfter("[numerics]", "[numeric]"),
               StartsWith("model.toml:66:2: numeric: unknown key. The nearest valid "
                          "key is \"numerics\"; valid here are "));
    CHECK_THAT(messageOf(ModelFolder(), {"zones.plate.conductvity=1 W/(m K)"}),
               Contains("zones.plate.conductvity: unknown key. The nearest valid key is \"zones.plate.conductivity\"; "
                        "docs/model-reference.md lists all"));
    CHECK_THAT(messageAfter("[monitors.die]\nkind", "[monitors]\nkind"), Contains("sections with names are needed"));
}
