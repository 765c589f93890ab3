// Cold plates over a package: a base, a cavity for the coolant with what stands in it, a cover. x runs along the flow, y
// across; x = y = 0 is the centre.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/Bricks.h"
#include "meshes/Package.h"

#include <string>
#include <vector>

namespace coldloop::meshes {

// straight:   channels from end to end; between them and the ends of the plate a plenum as wide as they
// split:      the same channels, the coolant comes through a slot in the cover above their middle and leaves at both ends
// serpentine: one channel to and fro along x; it begins at -x and ends there or, after an odd number of passes, at +x
// pins:       square pins between the plenums
enum class PlateKind { straight, split, serpentine, pins };

struct Plate {
    PlateKind kind = PlateKind::straight;
    double length = 0, width = 0;             // [m]
    double base = 0, height = 0, cover = 0;   // below, of and above the cavity [m]
    double finnedLength = 0, finnedWidth = 0; // of the part with fins, channels or pins [m]
    bool porous = false;                      // straight, split: zone "fins" in place of fins and channels
    double gap = 0, fin = 0;                  // straight, split, serpentine: channel width and wall between two [m]
    int lump = 0;    // straight, split: above 0: so many channels are one coarse channel of zone "fins", their fins
                     // one of zone "fin-metal", about: all coarse channels are of one width
    double slot = 0; // split: along x [m]
    int passes = 0;  // serpentine
    double pin = 0, pitchAlong = 0, pitchAcross = 0; // pins [m]
    bool staggered = false;                          // every second row half a pitch to the side
    int cellsGap = 4, cellsFin = 1, cellsHeight = 6, cellsBase = 3, cellsCover = 1;
};

inline const char* const plateZone = "plate";
inline const char* const coolantZone = "coolant";
inline const char* const finsZone = "fins";          // porous or lumped
inline const char* const finMetalZone = "fin-metal"; // lumped
inline const char* const finEndsZone = "fin-ends";   // lumped: of the plenums, where the jets of the channels mix

// Valid where plateFaults() finds nothing; the lower side of the base is at z = `lower`.
std::vector<Brick> plateBricks(const Plate& plate, double lower);
// Patches "inlet" and "outlet".
std::vector<PatchRule> platePatches(const Plate& plate);
// Number of channels or passes.
int plateFins(const Plate& plate);
// Channels in each of the coarse ones: not a whole number where they do not divide. Of a plate with lumps.
double channelsInLump(const Plate& plate);

// Where a slice of the plate along the flow can be cut so that it stands for all: [m]. Of a channel, from its middle to that of
// the fin beside it; of a coarse channel, from the middle of one coarse fin to that of the next.
struct Cut {
    double from = 0, to = 0;
};
Cut sliceOf(const Plate& plate);

// What cannot be built, `part` being the parameter: "channel-gap", "fin-thickness", "fin-height", "base-thickness",
// "finned-length", "finned-width", "slot", "passes", "pin", "pitch-along", "pitch-across".
std::vector<PackageFault> plateFaults(const Plate& plate);

} // namespace coldloop::meshes
