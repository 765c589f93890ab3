// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/Plates.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace coldloop::meshes {

namespace {

constexpr double slack = 1e-9; // [m]

// Fins between the channels of a finned width: n channels and n - 1 fins, as many as fit.
int channelsOf(const Plate& plate)
{
    return int(std::floor((plate.finnedWidth + plate.fin + slack) / (plate.gap + plate.fin)));
}

class Builder {
public:
    Builder(const Plate& plate, double lower)
        : plate_(plate), floor_(lower + plate.base), ceiling_(floor_ + plate.height), top_(ceiling_ + plate.cover)
    {
        const double x = plate.length / 2, y = plate.width / 2;
        add(plateZone, -x, x, -y, y, lower, floor_, {1, 1, plate.cellsBase});
        add(plateZone, -x, x, -y, y, floor_, ceiling_, {1, 1, plate.cellsHeight});
        add(plateZone, -x, x, -y, y, ceiling_, top_, {1, 1, plate.cellsCover});
    }

    std::vector<Brick> result()
    {
        if (plate_.kind == PlateKind::serpentine)
            serpentine();
        else
            between();
        return std::move(bricks_);
    }

private:
    void add(const char* zone, double x0, double x1, double y0, double y1, double z0, double z1,
             const std::array<int, 3>& cells = {1, 1, 1})
    {
        bricks_.push_back({zone, {x0, y0, z0}, {x1, y1, z1}, cells});
    }
    void cavity(const char* zone, double x0, double x1, double y0, double y1,
                const std::array<int, 3>& cells = {1, 1, 1})
    {
        add(zone, x0, x1, y0, y1, floor_, ceiling_, cells);
    }

    // Plenums to both ends of the plate, fins, channels or pins between them.
    void between()
    {
        const double end = plate_.length / 2, x = plate_.finnedLength / 2, y = plate_.finnedWidth / 2;
        cavity(coolantZone, -end, end, -y, y);
        if (plate_.kind == PlateKind::pins)
            pins();
        else if (plate_.porous)
            cavity(finsZone, -x, x, -y, y);
        else if (plate_.lump > 0)
            lumps();
        else
            channels();
        if (plate_.kind == PlateKind::split)
            add(coolantZone, -plate_.slot / 2, plate_.slot / 2, -y, y, ceiling_, top_, {4, 1, 2});
    }

    void channels()
    {
        const double x = plate_.finnedLength / 2, y = plate_.finnedWidth / 2, pitch = plate_.gap + plate_.fin;
        const int n = channelsOf(plate_);
        const double used = n * pitch - plate_.fin, first = -used / 2;
        if (y - used / 2 > slack) { // what is left over beside the channels is metal
            cavity(plateZone, -x, x, -y, first);
            cavity(plateZone, -x, x, -first, y);
        }
        for (int i = 0; i < n; ++i) {
            const double from = first + i * pitch;
            cavity(coolantZone, -x, x, from, from + plate_.gap, {1, plate_.cellsGap, 1});
            if (i + 1 < n) cavity(plateZone, -x, x, from + plate_.gap, from + pitch, {1, plate_.cellsFin, 1});
        }
    }

    void lumps()
    {
        const double x = plate_.finnedLength / 2, y = plate_.finnedWidth / 2;
        const double many = channelsInLump(plate_), pitch = many * (plate_.gap + plate_.fin);
        const int n = int(std::lround(channelsOf(plate_) / many));
        constexpr double wakes = 10; // behind a blunt end, in its thickness
        const double mixed = std::min((x + plate_.length / 2) / 2, x + wakes * many * std::max(plate_.gap, plate_.fin));
        cavity(finEndsZone, -mixed, -x, -y, y);
        cavity(finEndsZone, x, mixed, -y, y);
        const double outer = n * pitch / 2; // half a coarse fin beyond the last channel, as far as there is room
        if (y - outer > slack) {
            cavity(plateZone, -x, x, -y, -outer);
            cavity(plateZone, -x, x, outer, y);
        }
        for (int i = 0; i < n; ++i) {
            const double from = i * pitch - outer, channel = from + many * plate_.fin / 2;
            const double end = channel + many * plate_.gap;
            cavity(finMetalZone, -x, x, std::max(from, -y), channel);
            cavity(finsZone, -x, x, channel, end);
            cavity(finMetalZone, -x, x, end, std::min(from + pitch, y));
        }
    }

    void pins()
    {
        const int rows = int(std::floor((plate_.finnedLength - plate_.pin + slack) / plate_.pitchAlong)) + 1;
        const double first = -((rows - 1) * plate_.pitchAlong + plate_.pin) / 2;
        for (int row = 0; row < rows; ++row) {
            const double shift = plate_.staggered && row % 2 ? plate_.pitchAcross / 2 : 0;
            const int n =
                int(std::floor((plate_.finnedWidth - plate_.pin - 2 * shift + slack) / plate_.pitchAcross)) + 1;
            const double x = first + row * plate_.pitchAlong;
            for (int i = 0; i < n; ++i) {
                const double y = (i - (n - 1) / 2.0) * plate_.pitchAcross - plate_.pin / 2;
                cavity(plateZone, x, x + plate_.pin, y, y + plate_.pin, {plate_.cellsFin, plate_.cellsFin, 1});
            }
        }
    }

    void serpentine()
    {
        const double end = plate_.length / 2, x = plate_.finnedLength / 2, pitch = plate_.gap + plate_.fin;
        const double first = -(plate_.passes * pitch - plate_.fin) / 2;
        for (int pass = 0; pass < plate_.passes; ++pass) {
            const double from = first + pass * pitch;
            const bool last = pass + 1 == plate_.passes, forth = pass % 2 == 0;
            const double low = pass == 0 || (last && !forth) ? -end : -x, high = last && forth ? end : x;
            cavity(coolantZone, low, high, from, from + plate_.gap, {1, plate_.cellsGap, 1});
            if (last) continue;
            const double turn = forth ? x - plate_.gap : -x;
            cavity(coolantZone, turn, turn + plate_.gap, from + plate_.gap, from + pitch, {plate_.cellsGap, 1, 1});
        }
    }

    const Plate& plate_;
    double floor_, ceiling_, top_;
    std::vector<Brick> bricks_;
};

class Faults {
public:
    explicit Faults(const Plate& plate) : plate_(plate) {}

    std::vector<PackageFault> result()
    {
        positive("base-thickness", plate_.base);
        positive("fin-height", plate_.height);
        positive("cover-thickness", plate_.cover);
        within("finned-length", plate_.finnedLength, "length", plate_.length);
        within("finned-width", plate_.finnedWidth, "width", plate_.width);
        if (plate_.kind == PlateKind::pins)
            pins();
        else if (!plate_.porous)
            channels();
        if (plate_.kind == PlateKind::split) {
            positive("slot", plate_.slot);
            within("slot", plate_.slot, "finned-length", plate_.finnedLength);
        }
        return std::move(faults_);
    }

private:
    void add(const char* part, const std::string& message) { faults_.push_back({part, message}); }
    void positive(const char* part, double value)
    {
        if (!(value > 0))
            add(part, fmt::format("is {:g} mm, and there is no such plate. Give a size above 0", 1e3 * value));
    }
    void within(const char* part, double inner, const char* what, double outer)
    {
        positive(part, inner);
        if (!(inner < outer - slack))
            add(part, fmt::format("of {:.6g} mm does not leave a wall or plenum in {} of {:.6g} mm. Make it smaller",
                                  1e3 * inner, what, 1e3 * outer));
    }
    void channels()
    {
        positive("channel-gap", plate_.gap);
        positive("fin-thickness", plate_.fin);
        if (!faults_.empty()) return;
        if (plate_.kind == PlateKind::serpentine) {
            const double used = plate_.passes * (plate_.gap + plate_.fin) - plate_.fin;
            if (plate_.passes < 1 || used > plate_.finnedWidth + slack)
                add("passes",
                    fmt::format("{} passes are {:.6g} mm wide, and the finned width is {:.6g} mm. Take fewer, or "
                                "narrower channels",
                                plate_.passes, 1e3 * used, 1e3 * plate_.finnedWidth));
            if (2 * plate_.gap > plate_.finnedLength)
                add("channel-gap",
                    fmt::format("of {:.6g} mm leaves no wall between the turns of a serpentine {:.6g} mm "
                                "long. Make it narrower",
                                1e3 * plate_.gap, 1e3 * plate_.finnedLength));
        } else if (channelsOf(plate_) < 1)
            add("channel-gap", fmt::format("of {:.6g} mm does not fit a finned width of {:.6g} mm. Make it narrower",
                                           1e3 * plate_.gap, 1e3 * plate_.finnedWidth));
    }
    void pins()
    {
        positive("pin", plate_.pin);
        for (const auto& [part, pitch] :
             {std::pair{"pitch-along", plate_.pitchAlong}, {"pitch-across", plate_.pitchAcross}})
            if (!(plate_.pin < pitch - slack))
                add(part, fmt::format("of {:.6g} mm leaves no gap between pins of {:.6g} mm. Make the pins thinner",
                                      1e3 * pitch, 1e3 * plate_.pin));
        if (plate_.pin > plate_.finnedLength || plate_.pin > plate_.finnedWidth)
            add("pin", fmt::format("of {:.6g} mm does not fit the finned part. Make it thinner", 1e3 * plate_.pin));
    }

    const Plate& plate_;
    std::vector<PackageFault> faults_;
};

} // namespace

std::vector<Brick> plateBricks(const Plate& plate, double lower) { return Builder(plate, lower).result(); }

std::vector<PatchRule> platePatches(const Plate& plate)
{
    if (plate.kind == PlateKind::split)
        return {{"inlet", coolantZone, Side::zMax},
                {"outlet", coolantZone, Side::xMin},
                {"outlet", coolantZone, Side::xMax}};
    if (plate.kind != PlateKind::serpentine || plate.passes % 2)
        return {{"inlet", coolantZone, Side::xMin}, {"outlet", coolantZone, Side::xMax}};
    const double far = plate.length;
    const Box first{{-far, -far, -1}, {far, 0, 1}}, last{{-far, 0, -1}, {far, far, 1}}; // an even number of passes
    return {{"inlet", coolantZone, Side::xMin, PatchKind::plain, "", first},
            {"outlet", coolantZone, Side::xMin, PatchKind::plain, "", last}};
}

int plateFins(const Plate& plate) { return plate.kind == PlateKind::serpentine ? plate.passes : channelsOf(plate); }

double channelsInLump(const Plate& plate)
{
    const int channels = channelsOf(plate);
    return double(channels) / std::ceil(double(channels) / plate.lump);
}

Cut sliceOf(const Plate& plate)
{
    const double pitch = plate.gap + plate.fin;
    if (plate.lump > 0) {
        const double many = channelsInLump(plate), outer = channelsOf(plate) * pitch / 2;
        return {-outer, -outer + many * pitch};
    }
    const double middle = -(channelsOf(plate) * pitch - plate.fin) / 2 + plate.gap / 2;
    return {middle, middle + pitch / 2};
}

std::vector<PackageFault> plateFaults(const Plate& plate) { return Faults(plate).result(); }

} // namespace coldloop::meshes
