// The grids of the recipes. Parameters are those that Recipes.cpp declares, complete and in range; what concerns several
// of them is checked here and thrown as InputError.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/Recipes.h"

namespace coldloop::meshes {

BlockGrid microchannelGrid(const RecipeValues& values);
BlockGrid serpentineGrid(const RecipeValues& values);
BlockGrid splitFlowGrid(const RecipeValues& values);
BlockGrid pinFinGrid(const RecipeValues& values);

} // namespace coldloop::meshes
