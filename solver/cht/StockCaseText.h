// Words of OpenFOAM dictionaries.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/Physics.h"

#include <filesystem>
#include <string>
#include <vector>

namespace coldloop::cht {

// A file with OpenFOAM's header, its folder is made. Throws EnvironmentError.
void writeFoamText(const std::filesystem::path& file, const std::string& foamClass, const std::string& body);
void writePlainText(const std::filesystem::path& file, const std::string& text);

std::string foamNumber(double value); // reads back to the same
std::string foamVector(const Vec3& value);
// "uniform 3" where all are the same to 1e-12 of the largest, else "nonuniform List<scalar> 2(3 4)".
std::string foamField(const std::vector<double>& values);
std::string foamField(const std::vector<Vec3>& values);

// A name that is a word of dictionaries and folders: a letter or _, then letters, digits and _ . : + -
bool isFoamName(const std::string& name);

} // namespace coldloop::cht
