// [mesh] to the function that makes the mesh.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/BlockGrid.h"
#include "meshes/Gmsh.h"
#include "meshes/Recipes.h"
#include "meshes/Transform.h"
#include "solver/case/BuildModel.h"
#include "solver/case/ModelKeys.h"
#include "solver/cht/Loader.h"
#include "solver/cht/SurfaceMesh.h"
#include "solver/core/Error.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace coldloop::case_file {

namespace {

namespace fs = std::filesystem;

meshes::Point pointOf(const std::vector<double>& values)
{
    meshes::Point point{};
    std::copy_n(values.begin(), std::min<std::size_t>(3, values.size()), point.begin());
    return point;
}

std::vector<meshes::PatchRule> patchRules(const ModelBuild& build)
{
    const std::vector<std::string> sides = {"x-min", "x-max", "y-min", "y-max", "z-min", "z-max"};
    std::vector<meshes::PatchRule> rules;
    for (const Record& record : build.records.list("mesh.patches")) {
        meshes::PatchRule rule;
        rule.name = record.text("name");
        rule.zone = record.text("zone");
        if (record.has("side"))
            rule.side =
                static_cast<meshes::Side>(std::find(sides.begin(), sides.end(), record.text("side")) - sides.begin());
        const std::string& kind = record.text("kind");
        rule.kind = kind == "symmetry" ? meshes::PatchKind::symmetry
                    : kind == "cyclic" ? meshes::PatchKind::cyclic
                                       : meshes::PatchKind::plain;
        rule.partner = record.text("partner");
        if (record.has("lower") != record.has("upper"))
            build.fail(record, record.has("lower") ? "lower" : "upper",
                       "is one corner of a box. Give both, lower and upper");
        if (record.has("lower") && record.has("upper"))
            rule.within = meshes::Box{pointOf(record["lower"].numbers), pointOf(record["upper"].numbers)};
        if ((kind == "cyclic") != record.has("partner"))
            build.fail(record, record.has("partner") ? "partner" : "kind",
                       "does not fit: a patch of kind \"cyclic\", and only that, has a partner");
        rules.push_back(std::move(rule));
    }
    return rules;
}

meshes::Axis axisOf(const ModelBuild& build, const Record& blocks, const std::string& name)
{
    meshes::Axis axis;
    axis.start = blocks.number(name + "-start");
    const std::vector<double>& ends = blocks[name + "-ends"].numbers;
    const std::vector<double>& cells = blocks[name + "-cells"].numbers;
    const std::vector<double>& expansions = blocks[name + "-expansions"].numbers;
    if (blocks.sound && cells.size() != ends.size())
        build.fail(
            blocks, name + "-cells",
            fmt::format("has {} values, but {}-ends has {}. Give one for each block", cells.size(), name, ends.size()));
    if (blocks.sound && !expansions.empty() && expansions.size() != ends.size())
        build.fail(blocks, name + "-expansions",
                   fmt::format("has {} values, but {}-ends has {}. Give one for each block", expansions.size(), name,
                               ends.size()));
    for (std::size_t i = 0; i < std::min(ends.size(), cells.size()); ++i)
        axis.segments.push_back({ends[i], static_cast<int>(cells[i]), i < expansions.size() ? expansions[i] : 1});
    return axis;
}

meshes::BlockGrid blockGrid(const ModelBuild& build, const Record& blocks)
{
    meshes::BlockGrid grid;
    const char* const names[] = {"x", "y", "z"};
    for (int d = 0; d < 3; ++d) grid.axes[d] = axisOf(build, blocks, names[d]);
    grid.zones = blocks["zones"].texts;
    return grid;
}

meshes::RecipeValues recipeValues(const Record& record, const meshes::Recipe& recipe)
{
    meshes::RecipeValues values;
    for (const meshes::RecipeParameter& parameter : recipe.parameters) {
        if (parameter.kind != meshes::ParameterKind::choice) {
            values[parameter.key] = record.number(parameter.key);
            continue;
        }
        const auto chosen = std::find(parameter.choices.begin(), parameter.choices.end(), record.text(parameter.key));
        values[parameter.key] = static_cast<double>(chosen - parameter.choices.begin());
    }
    return values;
}

std::function<meshes::PolyMesh(double)> ofGrid(meshes::BlockGrid grid, double fineness)
{
    return [grid, fineness](double more) {
        const double factor = fineness * more;
        return meshes::makeBlockMesh(factor == 1 ? grid : meshes::refined(grid, factor));
    };
}

// The recipe's grid with the patches of the case, which go before its own of the same name.
void useRecipe(ModelBuild& build, const Record& mesh, const std::vector<meshes::PatchRule>& rules)
{
    const std::string& name = mesh.text("recipe");
    if (name.empty()) return; // told where it was read
    const Record& record = build.records.at("mesh." + name);
    if (!record.sound) return;
    build.model.mesh.words = "recipe " + name;
    const std::size_t errorsBefore = build.errors.count();
    try {
        meshes::BlockGrid grid = name == "blocks"
                                     ? blockGrid(build, record)
                                     : meshes::makeRecipe(name, recipeValues(record, meshes::recipeNamed(name)));
        if (build.errors.count() > errorsBefore) return;
        grid.patches.insert(grid.patches.end(), rules.begin(), rules.end());
        meshes::checkGrid(grid);
        build.model.mesh.make = ofGrid(std::move(grid), mesh.number("fineness"));
    } catch (const InputError& error) {
        const Place place = record.given ? record.place : mesh.place;
        for (const std::string& message : error.messages()) build.errors.add(place, message);
    }
}

void needCellSize(ModelBuild& build, const Record& mesh, const Place& place, const char* why)
{
    if (!mesh.has("cell-size"))
        build.errors.add(place, fmt::format("{}. Add cell-size to [mesh], for example cell-size = \"0.5 mm\"", why));
}

void useFile(ModelBuild& build, const Record& mesh, const std::vector<meshes::PatchRule>& rules)
{
    const fs::path file = build.file(mesh, "file", "mesh");
    if (file.empty()) return;
    const std::string name = file.string(), ending = file.extension().string();
    const double scale = mesh.number("scale"), size = mesh.number("cell-size");
    std::function<meshes::PolyMesh(double)> read;
    const bool step = ending == ".step" || ending == ".stp" || ending == ".STEP" || ending == ".STP";
    if (fs::is_directory(file))
        read = [name](double) { return cht::readPolyMesh(name); };
    else if (ending == ".msh")
        read = [name](double) { return meshes::readMsh(name); };
    else if (step)
        read = [name, size](double more) { return meshes::meshStep(name, {size / more, {}}); };
    else
        return build.fail(mesh, "file",
                          "is no mesh that can be read. Give an OpenFOAM polyMesh folder, a Gmsh .msh or a "
                          "STEP .step");
    if (step) needCellSize(build, mesh, mesh["file"].place, "mesh.file is a STEP assembly");
    build.model.mesh.words = "file " + name;
    build.model.mesh.refinable = step;
    build.model.mesh.make = [read, rules, scale, step](double more) {
        meshes::PolyMesh made = read(more);
        if (scale != 1 && !step) made = meshes::scaled(std::move(made), scale);
        return rules.empty() ? made : meshes::repatched(std::move(made), rules);
    };
    if (step && scale != 1) build.fail(mesh, "scale", "is for files without unit, and a STEP file has one. Remove it");
}

void useSurfaces(ModelBuild& build, const Record& mesh, const std::vector<meshes::PatchRule>& rules)
{
    std::vector<cht::ClosedSurface> surfaces;
    int number = 0;
    for (const Record& record : build.records.list("mesh.surfaces"))
        surfaces.push_back(
            {record.text("zone"), build.file(record, "file", fmt::format("mesh.surfaces.{}", ++number)).string()});
    const double size = mesh.number("cell-size"), scale = mesh.number("scale");
    needCellSize(build, mesh, mesh.place, "mesh.surfaces have no cells yet");
    build.model.mesh.words = fmt::format("{} surfaces", surfaces.size());
    build.model.mesh.make = [surfaces, rules, size, scale](double more) {
        meshes::PolyMesh made = cht::meshSurfaces(surfaces, size / more, scale);
        return rules.empty() ? made : meshes::repatched(std::move(made), rules);
    };
}

} // namespace

void buildMesh(ModelBuild& build)
{
    const Record& mesh = build.records.at("mesh");
    if (!mesh.given) return;
    model::MeshSource& source = build.model.mesh;
    source.levelRatio = mesh.number("level-ratio");
    build.model.symmetryFactor = mesh.number("symmetry-factor");
    const bool surfaces = !build.records.list("mesh.surfaces").empty();
    if (build.records.at("package").given) return; // which makes the mesh
    if (const int sources = ModelBuild::given(mesh, {"recipe", "file"}) + (surfaces ? 1 : 0); sources != 1) {
        build.errors.add(mesh.place,
                         fmt::format("mesh has {} of `recipe`, `file` and [[mesh.surfaces]]. {}",
                                     sources ? "more than one" : "none",
                                     sources ? "Keep one of them" : "Add for example recipe = \"microchannel\""));
        return;
    }
    for (const std::string& name : recipeNames())
        if (const Record& other = build.records.at("mesh." + name); other.given && name != mesh.text("recipe"))
            build.errors.add(other.place, fmt::format("mesh.{} belongs to mesh.recipe = \"{}\", which is not chosen. "
                                                      "Remove the section",
                                                      name, name));
    const std::vector<meshes::PatchRule> rules = patchRules(build);
    if (mesh.has("recipe")) useRecipe(build, mesh, rules);
    if (mesh.has("file")) useFile(build, mesh, rules);
    if (surfaces) useSurfaces(build, mesh, rules);
    if (source.make && mesh["tetrahedra"].flag)
        source.make = [make = source.make](double more) { return meshes::tetrahedra(make(more)); };
}

} // namespace coldloop::case_file
