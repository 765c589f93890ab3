// Parametric block meshes that a case names: what each takes is declared once, here the case file, its checks and its
// reference page find it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/BlockGrid.h"

#include <map>
#include <string>
#include <vector>

namespace coldloop::meshes {

enum class ParameterKind { length, count, ratio, choice }; // [m], a whole number, a number, one of `choices`

struct RecipeParameter {
    std::string key;
    ParameterKind kind = ParameterKind::length;
    double standard = 0; // where it is not given; of a choice: index
    double lowest = 0;   // a length or ratio is above it (lengths that may be absent: not below), a count not below
    std::string text;
    std::vector<std::string> choices{};
    bool mayBeLowest = false; // a length or ratio may equal `lowest`
};

using RecipeValues = std::map<std::string, double>; // by key [m], numbers, index of a choice

struct Recipe {
    std::string name;
    std::string text; // the geometry, its zones and patches
    std::vector<RecipeParameter> parameters;
    BlockGrid (*make)(const RecipeValues&) = nullptr; // of a full, checked set of values
};

// All of them. x runs along the flow, y across, z upwards from the base; zones are "coolant" and "solid".
const std::vector<Recipe>& recipes();

// Throws InputError that lists the names where there is none of this name.
const Recipe& recipeNamed(const std::string& name);

// The grid for some values, the standard ones for the others. Throws InputError with all faults: unknown keys, values out
// of range, and what the recipe itself finds (channels wider than their pitch).
BlockGrid makeRecipe(const std::string& name, const RecipeValues& values);

} // namespace coldloop::meshes
