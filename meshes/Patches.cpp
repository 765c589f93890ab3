// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/Patches.h"

#include "meshes/Measure.h"
#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace coldloop::meshes {

namespace {

constexpr const char* sideNames[] = {"xMin", "xMax", "yMin", "yMax", "zMin", "zMax"};

bool mirrors(const PatchRule& rule, const PatchRule& other)
{
    return other.name == rule.partner && other.partner == rule.name && other.kind == PatchKind::cyclic && rule.side &&
           other.side && int(*other.side) == (int(*rule.side) ^ 1);
}

struct BoundaryFace {
    Point centre{}, direction{}; // [m], of length 1
};

// Means over the corners: enough to tell where a face lies and looks.
BoundaryFace look(const PolyMesh& mesh, int face)
{
    const int begin = mesh.faceStart[face], end = mesh.faceStart[face + 1];
    const Point& first = mesh.points[mesh.facePoints[begin]];
    Point sum{}, area{};
    for (int i = begin; i < end; ++i) {
        sum = plus(sum, mesh.points[mesh.facePoints[i]]);
        if (i + 1 < end)
            area = plus(area, cross(minus(mesh.points[mesh.facePoints[i]], first),
                                    minus(mesh.points[mesh.facePoints[i + 1]], first)));
    }
    return {times(1.0 / (end - begin), sum), times(1 / std::sqrt(dot(area, area)), area)};
}

class Repatching {
public:
    Repatching(PolyMesh mesh, const std::vector<PatchRule>& rules) : mesh_(std::move(mesh)), rules_(rules)
    {
        for (int d = 0; d < 3; ++d) {
            const auto [low, high] = std::minmax_element(mesh_.points.begin(), mesh_.points.end(),
                                                         [d](const Point& a, const Point& b) { return a[d] < b[d]; });
            slack_ = std::max(slack_, 1e-9 * ((*high)[d] - (*low)[d]));
        }
    }

    PolyMesh make()
    {
        std::vector<std::size_t> patchOfRule;
        for (const PatchRule& rule : rules_)
            patchOfRule.push_back(patchNamed({rule.name, 0, 0, rule.kind, rule.partner}));
        for (const MeshPatch& patch : mesh_.patches) {
            const std::size_t stays = patchNamed(patch);
            for (int f = patch.start; f < patch.start + patch.size; ++f) {
                const std::size_t rule = patch.kind == PatchKind::cyclic ? rules_.size() : ruleOf(f);
                faces_[rule < rules_.size() ? patchOfRule[rule] : stays].push_back(f);
            }
        }
        for (std::size_t r = 0; r < rules_.size(); ++r)
            if (faces_[patchOfRule[r]].empty())
                throw InputError(fmt::format("mesh: patch '{}' matches no boundary face. Check its zone, side and box.",
                                             rules_[r].name));
        return reordered();
    }

private:
    std::size_t patchNamed(const MeshPatch& wanted)
    {
        const auto found = std::find_if(patches_.begin(), patches_.end(),
                                        [&](const MeshPatch& patch) { return patch.name == wanted.name; });
        if (found != patches_.end()) return std::size_t(found - patches_.begin());
        patches_.push_back(wanted);
        faces_.emplace_back();
        return patches_.size() - 1;
    }

    bool matches(const PatchRule& rule, const BoundaryFace& face, const std::string& zone) const
    {
        if (!rule.zone.empty() && rule.zone != zone) return false;
        for (int d = 0; rule.within && d < 3; ++d)
            if (face.centre[d] < rule.within->lower[d] - slack_ || face.centre[d] > rule.within->upper[d] + slack_)
                return false;
        if (!rule.side) return true;
        const double outwards = face.direction[int(*rule.side) / 2] * (int(*rule.side) % 2 ? 1 : -1);
        return outwards > std::sqrt(0.5);
    }

    // Index of the rule for a boundary face, rules_.size() for none.
    std::size_t ruleOf(int f) const
    {
        const auto rank = [&](std::size_t r) {
            return 4 * int(rules_[r].within.has_value()) + 2 * int(!rules_[r].zone.empty()) +
                   int(rules_[r].side.has_value());
        };
        const int in = mesh_.zone[mesh_.owner[f]];
        const std::string zone = in < 0 ? "" : mesh_.zoneNames[in];
        const BoundaryFace face = look(mesh_, f);
        const std::size_t none = rules_.size();
        std::size_t found = none, other = none;
        for (std::size_t r = 0; r < none; ++r) {
            if (!matches(rules_[r], face, zone)) continue;
            if (found == none || rank(r) > rank(found))
                found = r, other = none;
            else if (rank(r) == rank(found))
                other = r;
        }
        if (other != none && rules_[found].name != rules_[other].name)
            throw InputError(fmt::format("mesh: patches '{}' and '{}' both claim {} faces of zone '{}'. Keep one.",
                                         rules_[found].name, rules_[other].name,
                                         rules_[found].side ? sideNames[int(*rules_[found].side)] : "the", zone));
        return found;
    }

    PolyMesh reordered() // internal faces stay where they are
    {
        const int internal = mesh_.internalFaces(), corners = mesh_.faceStart[internal];
        const std::vector<int> owner(mesh_.owner.begin() + internal, mesh_.owner.end());
        const std::vector<int> start(mesh_.faceStart.begin() + internal, mesh_.faceStart.end());
        const std::vector<int> points(mesh_.facePoints.begin() + corners, mesh_.facePoints.end());
        mesh_.owner.resize(internal);
        mesh_.faceStart.resize(std::size_t(internal) + 1);
        mesh_.facePoints.resize(corners);
        mesh_.patches.clear();
        for (std::size_t p = 0; p < patches_.size(); ++p) {
            if (faces_[p].empty()) continue;
            patches_[p].start = mesh_.faces();
            patches_[p].size = int(faces_[p].size());
            for (const int f : faces_[p]) {
                const int i = f - internal;
                mesh_.owner.push_back(owner[i]);
                mesh_.facePoints.insert(mesh_.facePoints.end(), points.begin() + (start[i] - corners),
                                        points.begin() + (start[i + 1] - corners));
                mesh_.faceStart.push_back(int(mesh_.facePoints.size()));
            }
            mesh_.patches.push_back(patches_[p]);
        }
        return std::move(mesh_);
    }

    PolyMesh mesh_;
    const std::vector<PatchRule>& rules_;
    std::vector<MeshPatch> patches_;
    std::vector<std::vector<int>> faces_; // of each patch
    double slack_ = 0;                    // rounding allowed to a box [m]
};

void checkShift(const PolyMesh& mesh, const MeshPatch& patch, const MeshPatch& partner)
{
    bool same = patch.size == partner.size;
    Point shift{};
    for (int i = 0; same && i < patch.size; ++i) {
        const Point across = minus(look(mesh, partner.start + i).centre, look(mesh, patch.start + i).centre);
        if (i == 0) shift = across;
        const Point error = minus(across, shift);
        same = dot(error, error) <= 1e-18 * dot(shift, shift);
    }
    if (!same)
        throw InputError(
            fmt::format("mesh: cyclic patches '{}' and '{}' are not shifted images of each other ({} and {} "
                        "faces). They must cover the same part of opposite sides, meshed alike.",
                        patch.name, partner.name, patch.size, partner.size));
}

} // namespace

std::vector<std::string> ruleFaults(const std::vector<PatchRule>& rules, const std::vector<std::string>& zones)
{
    std::vector<std::string> faults;
    for (const PatchRule& rule : rules) {
        if (!rule.zone.empty() && std::find(zones.begin(), zones.end(), rule.zone) == zones.end())
            faults.push_back(
                fmt::format("mesh: patch '{}' is on zone '{}', which the mesh has not. Name a zone of the mesh.",
                            rule.name, rule.zone));
        bool mirrored = rule.kind != PatchKind::cyclic;
        for (const PatchRule& other : rules) {
            mirrored = mirrored || mirrors(rule, other);
            if (other.name == rule.name && (other.kind != rule.kind || other.partner != rule.partner))
                faults.push_back(fmt::format(
                    "mesh: two rules of patch '{}' differ in kind or partner. Make them equal.", rule.name));
        }
        if (!mirrored)
            faults.push_back(
                fmt::format("mesh: cyclic patch '{}' names partner '{}', but no cyclic patch of that name on "
                            "the opposite side names it back. Give both.",
                            rule.name, rule.partner));
    }
    return faults;
}

PolyMesh repatched(PolyMesh mesh, const std::vector<PatchRule>& rules)
{
    if (const std::vector<std::string> faults = ruleFaults(rules, mesh.zoneNames); !faults.empty())
        throw InputError(faults);
    PolyMesh result = Repatching(std::move(mesh), rules).make();
    for (const MeshPatch& patch : result.patches)
        for (const MeshPatch& partner : result.patches)
            if (patch.kind == PatchKind::cyclic && partner.name == patch.partner && patch.pair.empty())
                checkShift(result, patch, partner);
    return result;
}

} // namespace coldloop::meshes
