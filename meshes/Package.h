// A chip package as a stack of floorplans, from the substrate to the lid. x runs along the coolant's flow, y across, z
// upwards from the substrate's lower side; x = y = 0 is the centre of the package.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/Bricks.h"

#include <string>
#include <vector>

namespace coldloop::meshes {

struct Tile { // of a floorplan
    std::string name;
    double x = 0, y = 0;          // lower corner [m]
    double length = 0, width = 0; // along x and y [m]
};

struct Slab {                                    // centred on the package; of no thickness where there is none
    double length = 0, width = 0, thickness = 0; // [m]
    bool present() const { return thickness > 0; }
};

struct Package {
    Slab substrate, interposer, lid;
    std::vector<Tile> dies, stacks; // stacks: of memory, ground to the height of the dies
    double dieThickness = 0;        // the active layer included [m]
    double activeThickness = 0;     // of the layer on the dies' lower side in which they are heated [m]
    bool mould = false;             // fills the interposer around the dies
    double stiffenerWidth = 0, stiffenerThickness = 0; // a frame on the substrate's rim; 0: none [m]
};

// Names of the zones. A die has its name in the active layer and name + bulkSuffix above it.
inline const std::string bulkSuffix = "-bulk";
namespace zone_name {
inline const char* const substrate = "substrate";
inline const char* const interposer = "interposer";
inline const char* const mould = "mould";
inline const char* const stiffener = "stiffener";
inline const char* const lid = "lid";
} // namespace zone_name

struct StackHeights { // [m]
    double dies = 0;  // lower side of the dies
    double top = 0;   // upper side of the dies
    double lid = 0;   // upper side of the package: of the lid, else of the dies
};
StackHeights heightsOf(const Package& package);

// The zones of `package`, lowest first; interfaces (bumps, thermal interface materials) have no thickness. Valid where
// packageFaults() finds nothing.
std::vector<Brick> packageBricks(const Package& package);

struct PackageFault {
    std::string part; // "dies", "stacks", "interposer", "lid", "stiffener", "active"
    std::string message;
};
// What is wrong with the floorplans: dies or stacks that overlap, that leave the layer below or the lid above, layers
// that leave the one below, an active layer as thick as its die, a frame that reaches dies or interposer or is higher than they. Places to
// 1 nm, in mm in the messages.
std::vector<PackageFault> packageFaults(const Package& package);

// The extents of `outer` hold those of `inner`, to 1 nm.
bool holds(const Tile& outer, const Tile& inner);
bool overlap(const Tile& a, const Tile& b); // by more than 1 nm
Tile tileOf(const Slab& slab, const std::string& name);

} // namespace coldloop::meshes
