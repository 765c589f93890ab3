// [mesh] of a 3-D model's case and the sections below it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/ModelKeys.h"

#include "meshes/Recipes.h"

#include <fmt/format.h>

namespace coldloop::case_file {

namespace {

Section mesh()
{
    return {
        "mesh",
        "Where the mesh comes from: one of `recipe`, `file` and [[mesh.surfaces]]. Given with --set, one takes the "
        "place of "
        "the others.",
        {choice("recipe", recipeNames(), "a geometry of coldloop's; its sizes are in the section [mesh.RECIPE]")
             .optional(),
         fileKey("file", "an OpenFOAM polyMesh folder (its cell zones are the zones), a Gmsh mesh .msh (its physical "
                         "volumes), or a STEP assembly .step (its solids)")
             .optional(),
         quantity("scale", Kind::dimensionless,
                  "metres per unit of the file's numbers: 0.001 for millimetres; STEP files "
                  "know their unit")
             .in(above("0"))
             .byDefault("1"),
         quantity("fineness", Kind::dimensionless, "times the cells of a recipe along each direction")
             .in(between("0.1", "100"))
             .byDefault("1"),
         flag("tetrahedra", "each cell is split into tetrahedra, 12 of a hexahedron").byDefault("false"),
         quantity("cell-size", Kind::length, "of the mesh that is made from a STEP file or from surfaces")
             .in(above("0 mm"))
             .optional(),
         quantity("symmetry-factor", Kind::dimensionless,
                  "whole device / what is meshed. Powers, flows and results are of the whole device")
             .in(atLeast("1"))
             .byDefault("1"),
         quantity("level-ratio", Kind::dimensionless, "of fineness between the meshes of --mesh-levels")
             .in(between("1.1", "4"))
             .byDefault("1.5")}};
}

Section blocks()
{
    Section section{
        "mesh.blocks",
        "A box of hexahedral blocks, cut at the `ends` along x, y and z. Each block is of a zone, or left out.",
        {}};
    for (const char* axis : {"x", "y", "z"}) {
        const std::string a = axis;
        section.keys.push_back(quantity(a + "-start", Kind::length, "where the first block begins").byDefault("0 m"));
        section.keys.push_back(quantities(a + "-ends", Kind::length, "where each block ends").rising());
        section.keys.push_back(counts(a + "-cells", "cells of each block").in(between("1", "100000")));
        section.keys.push_back(quantities(a + "-expansions", Kind::dimensionless,
                                          "last cell / first cell of each block; without the key 1")
                                   .in(above("0"))
                                   .optional());
    }
    section.keys.push_back(texts("zones", "of the blocks, x fastest, then y, then z; \"\" leaves a block out"));
    section.required = false;
    return section;
}

Section patches()
{
    Section section{
        "mesh.patches",
        "A name for boundary faces: those of `zone` that look towards `side` (within 45 degrees), with `lower` and "
        "`upper` "
        "only those whose centres lie in that box. What is left is the patch \"walls\", or that of the file.",
        {textKey("name", "of the patch; several sections of one name share it"),
         textKey("zone", "behind the faces; without the key any").optional(),
         choice("side", {"x-min", "x-max", "y-min", "y-max", "z-min", "z-max"}, "where they look; without the key any")
             .optional(),
         quantities("lower", Kind::length, "corner of a box").exactly(3).optional(),
         quantities("upper", Kind::length, "its other corner").exactly(3).optional(),
         choice("kind", {"plain", "symmetry", "cyclic"}, "of the patch").byDefault("plain"),
         textKey("partner", "of a cyclic patch: the one on the opposite side").optional()}};
    section.repeated = true;
    section.required = false;
    return section;
}

// 5.7e-05 m -> "57 um".
std::string lengthText(double metres)
{
    if (metres == 0) return "0 mm";
    return metres < 1e-3 ? fmt::format("{:g} um", metres * 1e6) : fmt::format("{:g} mm", metres * 1e3);
}

Range rangeOf(const meshes::RecipeParameter& parameter, const std::string& lowest)
{
    const bool whole = parameter.kind == meshes::ParameterKind::count;
    return {lowest, whole ? "1000000" : "", !whole && !parameter.mayBeLowest, false};
}

Key keyOf(const meshes::RecipeParameter& parameter)
{
    switch (parameter.kind) {
    case meshes::ParameterKind::length:
        return quantity(parameter.key, Kind::length, parameter.text)
            .in(rangeOf(parameter, lengthText(parameter.lowest)))
            .byDefault(lengthText(parameter.standard));
    case meshes::ParameterKind::count:
        return count(parameter.key, parameter.text)
            .in(rangeOf(parameter, fmt::format("{:g}", parameter.lowest)))
            .byDefault(fmt::format("{:.0f}", parameter.standard));
    case meshes::ParameterKind::choice:
        return choice(parameter.key, parameter.choices, parameter.text)
            .byDefault(parameter.choices.at(static_cast<std::size_t>(parameter.standard)));
    case meshes::ParameterKind::ratio: break;
    }
    return quantity(parameter.key, Kind::dimensionless, parameter.text)
        .in(rangeOf(parameter, fmt::format("{:g}", parameter.lowest)))
        .byDefault(fmt::format("{:g}", parameter.standard));
}

Section surfaces()
{
    Section section{
        "mesh.surfaces",
        "A closed STL surface whose inside is a zone, meshed by snappyHexMesh with cells of `mesh.cell-size`. "
        "Where surfaces lie in each other the later one takes the cells: the plate first, then the channel "
        "in it.",
        {textKey("zone", "its name"), fileKey("file", "the surface, .stl")}};
    section.repeated = true;
    section.required = false;
    return section;
}

} // namespace

std::vector<std::string> recipeNames()
{
    std::vector<std::string> names{"blocks"};
    for (const meshes::Recipe& recipe : meshes::recipes()) names.push_back(recipe.name);
    return names;
}

std::vector<Section> meshSections()
{
    std::vector<Section> sections{mesh(), blocks()};
    for (const meshes::Recipe& recipe : meshes::recipes()) {
        Section section{"mesh." + recipe.name, recipe.text + " x runs along the flow, y across, z upwards.", {}};
        for (const meshes::RecipeParameter& parameter : recipe.parameters) section.keys.push_back(keyOf(parameter));
        section.required = false;
        sections.push_back(std::move(section));
    }
    sections.push_back(patches());
    sections.push_back(surfaces());
    return sections;
}

} // namespace coldloop::case_file
