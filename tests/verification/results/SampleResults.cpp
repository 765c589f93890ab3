// SPDX-License-Identifier: GPL-3.0-or-later
#include "SampleResults.h"

#include <cmath>

namespace coldloop::verification {

namespace {

constexpr int nx = 5, ny = 3, nz = 6;

int pointNumber(int i, int j, int k) { return i + (nx + 1) * (j + (ny + 1) * k); }

std::array<double, 3> pointAt(int i, int j, int k) // micrometres to millimetres, stretched along z, sheared along x
{
    const double z = 1e-4 * (std::pow(1.3, k) - 1);
    return {2e-3 * i + 0.5 * z, 3e-5 * j * j, z};
}

bool isHole(int i, int j, int k) { return i == 2 && j == 1 && k == 3; }

// The sum of the six corner tetrahedra, which is exact for these parallel-sided cells.
double volumeOf(const std::array<std::array<double, 3>, 8>& p)
{
    const auto tetrahedron = [&](int a, int b, int c, int d) {
        double e[3][3];
        const int others[3] = {b, c, d};
        for (int r = 0; r < 3; ++r)
            for (int s = 0; s < 3; ++s) e[r][s] = p[others[r]][s] - p[a][s];
        return (e[0][0] * (e[1][1] * e[2][2] - e[1][2] * e[2][1]) - e[0][1] * (e[1][0] * e[2][2] - e[1][2] * e[2][0]) +
                e[0][2] * (e[1][0] * e[2][1] - e[1][1] * e[2][0])) /
               6;
    };
    return tetrahedron(0, 1, 2, 6) + tetrahedron(0, 2, 3, 6) + tetrahedron(0, 3, 7, 6) + tetrahedron(0, 7, 4, 6) +
           tetrahedron(0, 4, 5, 6) + tetrahedron(0, 5, 1, 6);
}

std::array<int, 8> cornersOf(int i, int j, int k)
{
    return {pointNumber(i, j, k),
            pointNumber(i + 1, j, k),
            pointNumber(i + 1, j + 1, k),
            pointNumber(i, j + 1, k),
            pointNumber(i, j, k + 1),
            pointNumber(i + 1, j, k + 1),
            pointNumber(i + 1, j + 1, k + 1),
            pointNumber(i, j + 1, k + 1)};
}

void addCell(results::FieldPiece& piece, int i, int j, int k, double time)
{
    const int region = k < 2 ? 2 : k < 4 ? 0 : 1; // numbers in another order than along z
    const int number = static_cast<int>(piece.region.size());
    for (int corner : cornersOf(i, j, k)) piece.connectivity.push_back(corner);
    piece.start.push_back(static_cast<int>(piece.connectivity.size()));
    piece.type.push_back(12);
    piece.cellOf.push_back(number);
    piece.region.push_back(region);
    piece.arrays[0].values.push_back(318.15 + 0.37 * number + time / 3);
    piece.arrays[1].values.push_back(region == 0 ? 52000 - 11.5 * number : 0);
    const std::array<double, 3> velocity =
        region == 0 ? std::array<double, 3>{0.8 + 0.01 * number, -1e-3 * j, 1e-4 * time} : std::array<double, 3>{};
    piece.arrays[2].values.insert(piece.arrays[2].values.end(), velocity.begin(), velocity.end());
}

template <class Visit>
void forEachCell(Visit visit)
{
    for (int k = 0; k < nz; ++k)
        for (int j = 0; j < ny; ++j)
            for (int i = 0; i < nx; ++i)
                if (!isHole(i, j, k)) visit(i, j, k);
}

std::vector<std::array<double, 3>> points()
{
    std::vector<std::array<double, 3>> all;
    for (int k = 0; k <= nz; ++k)
        for (int j = 0; j <= ny; ++j)
            for (int i = 0; i <= nx; ++i) all.push_back(pointAt(i, j, k));
    return all;
}

facility::Box box(const std::string& name, const std::string& kind, int chip, std::array<double, 3> low,
                  std::array<double, 3> size)
{
    facility::Box made;
    made.name = name;
    made.kind = kind;
    made.chip = chip;
    made.low = low;
    for (int d = 0; d < 3; ++d) made.high[d] = low[d] + size[d];
    made.temperature = 320 + 10 * low[2] + chip;
    made.margin = chip == 3 ? std::nan("") : 30 - 10 * low[2] - chip;
    made.volumeFlow = 1e-5 * (2 + chip);
    return made;
}

} // namespace

results::NamedField sampleField(const std::string& name, double time)
{
    results::NamedField field;
    field.name = name;
    field.piece.time = time;
    field.piece.regionNames = {"coolant", "silicon die", "copper"};
    field.piece.points = points();
    field.piece.start = {0};
    field.piece.arrays = {{"temperature", "K", 1, {}}, {"pressure", "Pa", 1, {}}, {"velocity", "m/s", 3, {}}};
    forEachCell([&](int i, int j, int k) { addCell(field.piece, i, j, k, time); });
    return field;
}

CellSizes sampleSizes()
{
    CellSizes sizes;
    const std::vector<std::array<double, 3>> all = points();
    forEachCell([&](int i, int j, int k) {
        std::array<std::array<double, 3>, 8> corners{};
        std::array<double, 3> centre{};
        for (int c = 0; c < 8; ++c) {
            corners[c] = all[cornersOf(i, j, k)[c]];
            for (int d = 0; d < 3; ++d) centre[d] += corners[c][d] / 8;
        }
        sizes.centre.push_back(centre);
        sizes.volume.push_back(volumeOf(corners));
    });
    return sizes;
}

facility::Outcome sampleOutcome()
{
    using workload::ChipKind;
    facility::Outcome outcome;
    const ChipKind kinds[] = {ChipKind::gpu, ChipKind::gpu, ChipKind::cpu, ChipKind::switchAsic};
    outcome.last.time = 600;
    for (int chip = 0; chip < 4; ++chip) {
        facility::ChipPlace place;
        place.number = chip;
        place.rack = 1 + chip / 2;
        place.slot = 1 + chip % 2;
        place.kind = kinds[chip];
        outcome.places.push_back(place);
        facility::HotspotRow row;
        row.place = place;
        row.junction = 363.15 - chip;
        row.margin = chip == 3 ? std::nan("") : chip - 5.0;
        row.power = 1200 - chip, row.volumeFlow = 1e-5 * (2 + chip), row.inlet = 318.15;
        row.throttledTime = chip == 0 ? 12.5 : 0;
        row.cause = chip == 0 ? "low flow" : "none";
        outcome.hotspots.push_back(row);
    }
    for (int rack = 0; rack < 2; ++rack) {
        const double x = 0.6 * rack;
        outcome.boxes.push_back(box("rack " + std::to_string(rack + 1), "rack", -1, {x, 0, 0}, {0.6, 1.07, 2.2}));
        outcome.boxes.push_back(box("tray", "tray", -1, {x + 0.05, 0.1, 0.4}, {0.5, 0.8, 0.04}));
        for (int slot = 0; slot < 2; ++slot)
            outcome.boxes.push_back(
                box("chip", "chip", 2 * rack + slot, {x + 0.1 + 0.2 * slot, 0.3, 0.41}, {0.08, 0.06, 0.004}));
        outcome.pipes.push_back({"manifold " + std::to_string(rack + 1), {x, 1.07, 0}, {x, 1.07, 2.2}, 318.15, 1.4e-3});
    }
    outcome.pipes.push_back({"<supply & \"return\">", {0, 1.2, 0}, {1.2, 1.2, 0}, 320, 2.8e-3});
    return outcome;
}

} // namespace coldloop::verification
