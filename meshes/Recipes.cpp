// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/Recipes.h"

#include "meshes/RecipeGrids.h"
#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace coldloop::meshes {

namespace {

constexpr ParameterKind length = ParameterKind::length, count = ParameterKind::count, ratio = ParameterKind::ratio;

RecipeParameter expansion(const char* key, double standard, const char* text)
{
    return {key, ratio, standard, 0, text};
}
RecipeParameter optional(const char* key, double standard, const char* text)
{
    return {key, length, standard, 0, text, {}, true};
}

Recipe microchannelRecipe()
{
    return {
        "microchannel",
        "Half a straight channel of a heat sink with many: y from the middle of a channel to the middle of the wall. "
        "Patches: inlet, outlet, heated (the top), symmetry (both sides), base.",
        {{"length", length, 10e-3, 0, "of the channel, along x"},
         {"channel-width", length, 57e-6, 0, "whole width of a channel"},
         {"pitch", length, 100e-6, 0, "from channel to channel"},
         {"channel-height", length, 180e-6, 0, "of the channel"},
         optional("below", 270e-6, "solid under the channel"),
         optional("above", 450e-6, "solid over the channel, up to the heated face"),
         {"cells-along", count, 100, 1, "cells along x"},
         {"cells-channel", count, 10, 1, "cells across half the channel"},
         {"cells-wall", count, 6, 1, "cells across half the wall"},
         {"cells-below", count, 12, 1, "cells over the height below"},
         {"cells-height", count, 30, 1, "cells over the channel's height"},
         {"cells-above", count, 14, 1, "cells over the height above"},
         expansion("expansion-along", 4, "last cell / first cell along x")},
        microchannelGrid};
}

Recipe serpentineRecipe()
{
    return {
        "serpentine",
        "One channel that crosses a solid plate back and forth, with a U-turn after each pass. Patches: inlet, outlet, "
        "heated (the bottom); all else is walls.",
        {{"passes", count, 4, 1, "times that the channel crosses the plate"},
         {"straight", length, 20e-3, 0, "of a pass between its turns"},
         {"channel-width", length, 2e-3, 0, "of the channel, in the turns too"},
         {"channel-height", length, 2e-3, 0, "of the channel"},
         {"wall", length, 1e-3, 0, "solid between passes"},
         {"margin", length, 2e-3, 0, "solid around the channel on all sides"},
         {"base", length, 1e-3, 0, "solid under the channel"},
         optional("cover", 0.5e-3, "solid over the channel"),
         {"cells-straight", count, 60, 1, "cells along a straight"},
         {"cells-channel", count, 14, 1, "cells across the channel, along x in the turns too"},
         {"cells-wall", count, 6, 1, "cells across a wall"},
         {"cells-margin", count, 6, 1, "cells across a margin"},
         {"cells-base", count, 6, 1, "cells over the base"},
         {"cells-height", count, 14, 1, "cells over the channel's height"},
         {"cells-cover", count, 4, 1, "cells over the cover"}},
        serpentineGrid};
}

Recipe splitFlowRecipe()
{
    return {
        "split-flow",
        "Parallel channels in a solid plate between an inlet plenum and an outlet plenum; ports in the sides of the "
        "plenums. Patches: inlet, outlet, heated (the bottom); all else is walls.",
        {{"channels", count, 10, 1, "parallel channels"},
         {"length", length, 20e-3, 0, "of the channels"},
         {"plenum", length, 4e-3, 0, "length of each plenum along the flow, width of its port"},
         {"channel-width", length, 1e-3, 0, "of a channel"},
         {"wall", length, 0.5e-3, 0, "solid between channels"},
         {"margin", length, 2e-3, 0, "solid around channels and plenums"},
         {"channel-height", length, 2e-3, 0, "of channels and plenums"},
         {"base", length, 1e-3, 0, "solid under the channels"},
         optional("cover", 0.5e-3, "solid over the channels"),
         {"outlet", ParameterKind::choice, 0, 0, "opposite the inlet's side, or on the same", {"opposite", "same"}},
         {"cells-along", count, 60, 1, "cells along a channel"},
         {"cells-plenum", count, 16, 1, "cells along a plenum"},
         {"cells-channel", count, 8, 1, "cells across a channel"},
         {"cells-wall", count, 4, 1, "cells across a wall"},
         {"cells-margin", count, 4, 1, "cells across a margin"},
         {"cells-base", count, 4, 1, "cells over the base"},
         {"cells-height", count, 10, 1, "cells over the channels' height"},
         {"cells-cover", count, 3, 1, "cells over the cover"}},
        splitFlowGrid};
}

Recipe pinFinRecipe()
{
    return {"pin-fin",
            "Square pins in rows across the flow: y from the middle of one file of pins to the middle between two "
            "(in-line), or to the middle of the next file (staggered). Patches: inlet, outlet, heated (the bottom), "
            "symmetry (both sides).",
            {{"rows", count, 6, 1, "rows of pins along the flow"},
             {"pin", length, 1e-3, 0, "side of a pin"},
             {"pitch-along", length, 2e-3, 0, "from row to row"},
             {"pitch-across", length, 3e-3, 0, "from pin to pin in a row"},
             {"height", length, 2e-3, 0, "of the pins and of the coolant"},
             {"base", length, 1e-3, 0, "solid under the pins"},
             optional("cover", 0, "solid over the pins"),
             {"entrance", length, 4e-3, 0, "from the inlet to the first row"},
             {"exit", length, 8e-3, 0, "from the last row to the outlet"},
             {"arrangement", ParameterKind::choice, 1, 0, "of the rows", {"in-line", "staggered"}},
             {"cells-pin", count, 12, 2, "cells along a pin; half of it across"},
             {"cells-gap", count, 12, 1, "cells between rows, and across between files"},
             {"cells-entrance", count, 20, 1, "cells along the entrance"},
             {"cells-exit", count, 30, 1, "cells along the exit"},
             {"cells-height", count, 16, 1, "cells over the height"},
             {"cells-base", count, 6, 1, "cells over the base"},
             {"cells-cover", count, 4, 1, "cells over the cover"}},
            pinFinGrid};
}

std::string unitOf(const RecipeParameter& parameter) { return parameter.kind == length ? " m" : ""; }

void checkValue(const std::string& recipe, const RecipeParameter& parameter, double value,
                std::vector<std::string>& faults)
{
    const bool whole = parameter.kind == count || parameter.kind == ParameterKind::choice;
    const bool mayBeLowest = whole || parameter.mayBeLowest;
    const double highest = parameter.kind == ParameterKind::choice ? double(parameter.choices.size()) - 1 : 1e9;
    if (std::isfinite(value) && value <= highest && (!whole || value == std::floor(value)) &&
        (value > parameter.lowest || (mayBeLowest && value == parameter.lowest)))
        return;
    faults.push_back(fmt::format("mesh: recipe {}: {} ({}) is {}{}. It must be {}{} {}{}.", recipe, parameter.key,
                                 parameter.text, value, unitOf(parameter), whole ? "a whole number " : "",
                                 mayBeLowest ? "not below" : "above", parameter.lowest, unitOf(parameter)));
}

} // namespace

const std::vector<Recipe>& recipes()
{
    static const std::vector<Recipe> all{microchannelRecipe(), serpentineRecipe(), splitFlowRecipe(), pinFinRecipe()};
    return all;
}

const Recipe& recipeNamed(const std::string& name)
{
    std::string names;
    for (const Recipe& recipe : recipes()) {
        if (recipe.name == name) return recipe;
        names += (names.empty() ? "" : ", ") + recipe.name;
    }
    throw InputError(fmt::format("mesh: there is no recipe '{}'. The recipes are: {}.", name, names));
}

BlockGrid makeRecipe(const std::string& name, const RecipeValues& values)
{
    const Recipe& recipe = recipeNamed(name);
    std::vector<std::string> faults;
    RecipeValues all;
    for (const RecipeParameter& parameter : recipe.parameters) {
        const auto given = values.find(parameter.key);
        all[parameter.key] = given == values.end() ? parameter.standard : given->second;
        checkValue(name, parameter, all[parameter.key], faults);
    }
    for (const auto& [key, value] : values)
        if (!all.count(key)) faults.push_back(fmt::format("mesh: recipe {} takes no '{}'. Remove it.", name, key));
    if (!faults.empty()) throw InputError(faults);
    return recipe.make(all);
}

} // namespace coldloop::meshes
