// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/RecipeGrids.h"

#include "solver/core/Error.h"

#include <fmt/format.h>

namespace coldloop::meshes {

namespace {

const char* const coolant = "coolant";
const char* const solid = "solid";

// Reads values, and builds axes from thicknesses; a layer of no thickness is left out.
class Builder {
public:
    explicit Builder(const RecipeValues& values) : values_(values) {}

    double operator()(const char* key) const { return values_.at(key); }
    int cells(const char* key) const { return int(values_.at(key)); }

    void add(int axis, double thickness, int cells, double expansion = 1)
    {
        std::vector<Segment>& segments = grid.axes[axis].segments;
        const double end = (segments.empty() ? 0 : segments.back().end) + thickness;
        if (thickness > 0) segments.push_back({end, cells, expansion});
    }
    int count(int axis) const { return int(grid.axes[axis].segments.size()); }

    // Base, coolant, cover along z; the number of the coolant's layer.
    int addLayers(const char* base, const char* height, const char* cover)
    {
        add(2, (*this)(base), cells((std::string("cells-") + base).c_str()));
        const int layer = count(2);
        add(2, (*this)(height), cells("cells-height"));
        add(2, (*this)(cover), cells((std::string("cells-") + cover).c_str()));
        return layer;
    }

    // Solid where it is not said otherwise.
    template <class IsCoolant>
    void fill(const IsCoolant& isCoolant) // isCoolant(ix, iy, iz)
    {
        for (int z = 0; z < count(2); ++z)
            for (int y = 0; y < count(1); ++y)
                for (int x = 0; x < count(0); ++x) grid.zones.push_back(isCoolant(x, y, z) ? coolant : solid);
    }

    BlockGrid grid;

private:
    const RecipeValues& values_;
};

void wanted(bool holds, const std::string& message)
{
    if (!holds) throw InputError(message);
}

} // namespace

BlockGrid microchannelGrid(const RecipeValues& values)
{
    Builder b(values);
    wanted(b("channel-width") < b("pitch"),
           fmt::format("mesh: recipe microchannel: channels {} m wide do not fit a pitch of {} m.", b("channel-width"),
                       b("pitch")));
    b.add(0, b("length"), b.cells("cells-along"), b("expansion-along"));
    b.add(1, b("channel-width") / 2, b.cells("cells-channel"));
    b.add(1, (b("pitch") - b("channel-width")) / 2, b.cells("cells-wall"));
    b.add(2, b("below"), b.cells("cells-below"));
    const int layer = b.count(2);
    b.add(2, b("channel-height"), b.cells("cells-height"));
    b.add(2, b("above"), b.cells("cells-above"));
    b.fill([layer](int, int y, int z) { return z == layer && y == 0; });
    b.grid.patches = {{"inlet", coolant, Side::xMin},
                      {"outlet", coolant, Side::xMax},
                      {"heated", "", Side::zMax},
                      {"symmetry", "", Side::yMin, PatchKind::symmetry},
                      {"symmetry", "", Side::yMax, PatchKind::symmetry},
                      {"base", "", Side::zMin}};
    return b.grid;
}

BlockGrid serpentineGrid(const RecipeValues& values)
{
    Builder b(values);
    const int passes = b.cells("passes"), last = 2 * passes - 1; // y: margin, pass, wall, pass, ..., margin
    b.add(0, b("margin"), b.cells("cells-margin"));
    b.add(0, b("channel-width"), b.cells("cells-channel"));
    b.add(0, b("straight"), b.cells("cells-straight"));
    b.add(0, b("channel-width"), b.cells("cells-channel"));
    b.add(0, b("margin"), b.cells("cells-margin"));
    b.add(1, b("margin"), b.cells("cells-margin"));
    for (int p = 0; p < passes; ++p) {
        if (p > 0) b.add(1, b("wall"), b.cells("cells-wall"));
        b.add(1, b("channel-width"), b.cells("cells-channel"));
    }
    b.add(1, b("margin"), b.cells("cells-margin"));
    const int layer = b.addLayers("base", "channel-height", "cover");
    const int exit = passes % 2 ? 4 : 0; // the outlet's end along x
    b.fill([=](int x, int y, int z) {
        if (z != layer || y == 0 || y > last) return false;
        if (x == 0 || x == 4) return (y == 1 && x == 0) || (y == last && x == exit);
        if (y % 2) return true;            // a pass
        return x == ((y / 2) % 2 ? 3 : 1); // the turn after pass 1, 3, ... at the far end, after 2, 4, ... back
    });
    b.grid.patches = {{"inlet", coolant, Side::xMin}, {"outlet", coolant, Side::xMax}, {"heated", "", Side::zMin}};
    if (exit == 0) { // beside the inlet: told apart by its place
        const Segment& before = b.grid.axes[1].segments[last - 1];
        const double far = b.grid.axes[1].segments.back().end, top = b.grid.axes[2].segments.back().end;
        b.grid.patches[1] = {"outlet",         coolant, Side::xMin,
                             PatchKind::plain, "",      Box{{0, before.end, 0}, {0, far, top}}};
    }
    return b.grid;
}

BlockGrid splitFlowGrid(const RecipeValues& values)
{
    Builder b(values);
    b.add(0, b("margin"), b.cells("cells-margin"));
    b.add(0, b("plenum"), b.cells("cells-plenum"));
    b.add(0, b("length"), b.cells("cells-along"));
    b.add(0, b("plenum"), b.cells("cells-plenum"));
    b.add(0, b("margin"), b.cells("cells-margin"));
    b.add(1, b("margin"), b.cells("cells-margin"));
    for (int c = 0; c < b.cells("channels"); ++c) {
        if (c > 0) b.add(1, b("wall"), b.cells("cells-wall"));
        b.add(1, b("channel-width"), b.cells("cells-channel"));
    }
    b.add(1, b("margin"), b.cells("cells-margin"));
    const int layer = b.addLayers("base", "channel-height", "cover"), last = b.count(1) - 1;
    const bool opposite = b.cells("outlet") == 0;
    b.fill([=](int x, int y, int z) {
        if (z != layer) return false;
        if (y == 0) return x == 1 || (x == 3 && !opposite); // ports
        if (y == last) return x == 3 && opposite;
        return x == 1 || x == 3 || (x == 2 && y % 2 == 1);
    });
    b.grid.patches = {{"inlet", coolant, Side::yMin}, {"outlet", coolant, Side::yMax}, {"heated", "", Side::zMin}};
    if (!opposite) {
        const double from = b.grid.axes[0].segments[2].end, to = b.grid.axes[0].segments[3].end;
        const double top = b.grid.axes[2].segments.back().end;
        b.grid.patches[1] = {"outlet", coolant, Side::yMin, PatchKind::plain, "", Box{{from, 0, 0}, {to, 0, top}}};
    }
    return b.grid;
}

BlockGrid pinFinGrid(const RecipeValues& values)
{
    Builder b(values);
    const bool staggered = b.cells("arrangement") == 1;
    const double pin = b("pin"), half = b("pitch-across") / 2;
    wanted(pin < b("pitch-along"),
           fmt::format("mesh: recipe pin-fin: pins of {} m do not fit a pitch of {} m along the "
                       "flow.",
                       pin, b("pitch-along")));
    wanted((staggered ? 2 : 1) * pin < 2 * half,
           fmt::format("mesh: recipe pin-fin: pins of {} m leave no gap at a pitch of {} m across the flow{}.", pin,
                       2 * half, staggered ? " when staggered: it must be above two pins" : ""));
    b.add(0, b("entrance"), b.cells("cells-entrance"));
    for (int row = 0; row < b.cells("rows"); ++row) {
        if (row > 0) b.add(0, b("pitch-along") - pin, b.cells("cells-gap"));
        b.add(0, pin, b.cells("cells-pin"));
    }
    b.add(0, b("exit"), b.cells("cells-exit"));
    b.add(1, pin / 2, b.cells("cells-pin") / 2);
    b.add(1, staggered ? half - pin : half - pin / 2, b.cells("cells-gap"));
    if (staggered) b.add(1, pin / 2, b.cells("cells-pin") / 2);
    const int layer = b.addLayers("base", "height", "cover"), end = b.count(0) - 1;
    b.fill([=](int x, int y, int z) {
        if (z != layer) return false;
        if (x == end || x % 2 == 0) return true;
        return y != (staggered && (x / 2) % 2 ? 2 : 0);
    });
    b.grid.patches = {{"inlet", coolant, Side::xMin},
                      {"outlet", coolant, Side::xMax},
                      {"heated", "", Side::zMin},
                      {"symmetry", "", Side::yMin, PatchKind::symmetry},
                      {"symmetry", "", Side::yMax, PatchKind::symmetry}};
    return b.grid;
}

} // namespace coldloop::meshes
