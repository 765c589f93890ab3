// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/TurbulentPart.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

namespace coldloop::cht {

namespace {

struct PartFace {
    int meshFace = 0;
    bool turned = false; // against the mesh's face
    int fluidFace = 0;
    int owner = 0, neighbour = -1; // of the part
    bool reversed = false;         // against the fluid's face
};

// Where two ranks meet, seen from this one: the other rank and, across a cyclic pair, this side's patch.
struct Border {
    bool cyclic = false;
    int rank = 0, patch = -1;
    bool operator<(const Border& other) const
    {
        return std::tie(cyclic, rank, patch) < std::tie(other.cyclic, other.rank, other.patch);
    }
};
struct BorderFace {
    PetscInt lower = 0, higher = 0; // cells of the ranks with the lower and the higher number: one order on both
    PartFace face;
};

class PartBuilder {
public:
    PartBuilder(const meshes::PolyMesh& mesh, const Geometry& fluid, const std::vector<char>& flipped,
                const std::vector<char>& turbulent)
        : mesh_(mesh), fluid_(fluid), flipped_(flipped), turbulent_(turbulent), local_(fluid.cells(), -1),
          rankOf_(fluid.cells()), ofPatch_(fluid.patches.size() + 1)
    {
        for (const auto& [first, second] : meshes::cyclicFaces(mesh)) partner_[first] = second;
        MPI_Comm_rank(fluid.halo->communicator(), &rank_);
        std::fill(rankOf_.begin(), rankOf_.begin() + fluid.ownedCells, rank_);
        fluid.halo->update(rankOf_.data());
        for (int c = 0; c < fluid.ownedCells; ++c) {
            if (!turbulent[c]) continue;
            local_[c] = int(part_.cellOf.size());
            part_.cellOf.push_back(c);
        }
    }

    TurbulentPart make()
    {
        for (int f = 0; f < fluid_.internalFaces; ++f) addInternal(f);
        for (std::size_t p = 0; p < fluid_.patches.size(); ++p)
            for (int i = 0; i < fluid_.patches[p].size; ++i) addBoundary(fluid_.patches[p].start + i, int(p));
        assemble();
        return std::move(part_);
    }

private:
    void addInternal(int f)
    {
        const int o = fluid_.owner[f], n = fluid_.neighbour[f];
        const bool cyclic = f >= fluid_.firstCyclic;
        if (local_[o] >= 0 && local_[n] >= 0) {
            if (cyclic)
                addCyclicPair(f);
            else
                addPlain(f);
        } else if (local_[o] >= 0 || local_[n] >= 0) {
            const bool asOwner = local_[o] >= 0;
            const PartFace face = side(f, asOwner);
            if (turbulent_[asOwner ? n : o])
                addBorder(f, asOwner, face);
            else
                ofPatch_.back().push_back(face);
        }
    }

    // The face as one of its two cells sees it.
    PartFace side(int f, bool asOwner) const
    {
        const bool second = f >= fluid_.firstCyclic && f < fluid_.internalFaces && !asOwner;
        PartFace face{fluid_.meshFace[f], bool(flipped_[f]) == asOwner, f, 0, -1, !asOwner};
        if (second) {
            face.meshFace = partner_.at(face.meshFace);
            face.turned = false;
        }
        face.owner = local_[asOwner ? fluid_.owner[f] : fluid_.neighbour[f]];
        return face;
    }

    void addPlain(int f)
    {
        const bool asOwner = local_[fluid_.owner[f]] < local_[fluid_.neighbour[f]];
        PartFace face = side(f, asOwner);
        face.neighbour = local_[asOwner ? fluid_.neighbour[f] : fluid_.owner[f]];
        inside_.push_back(face);
    }

    int partnerPatch(int patch) const
    {
        const std::string& name = fluid_.patches[patch].name;
        int found = 0;
        for (const meshes::MeshPatch& other : mesh_.patches)
            if (other.name == name)
                while (fluid_.patches[found].name != other.partner) ++found;
        return found;
    }

    void addCyclicPair(int f)
    {
        const int patch = fluid_.cyclicPatch[f - fluid_.firstCyclic];
        ofPatch_[patch].push_back(side(f, true));
        ofPatch_[partnerPatch(patch)].push_back(side(f, false));
    }

    void addBorder(int f, bool asOwner, const PartFace& face)
    {
        const int here = asOwner ? fluid_.owner[f] : fluid_.neighbour[f];
        const int there = asOwner ? fluid_.neighbour[f] : fluid_.owner[f];
        Border border{f >= fluid_.firstCyclic, rankOf_[there], -1};
        if (border.cyclic) {
            border.patch = fluid_.cyclicPatch[f - fluid_.firstCyclic];
            if (!asOwner) border.patch = partnerPatch(border.patch);
        }
        PetscInt lower = fluid_.halo->number(here), higher = fluid_.halo->number(there);
        if (border.rank < rank_) std::swap(lower, higher);
        borders_[border].push_back({lower, higher, face});
    }

    void addBoundary(int f, int patch)
    {
        if (local_[fluid_.owner[f]] < 0) return;
        PartFace face{fluid_.meshFace[f], bool(flipped_[f]), f, local_[fluid_.owner[f]], -1, false};
        if (flipped_[f] && face.meshFace >= mesh_.internalFaces()) { // the far side of a cyclic pair
            face.meshFace = partner_.at(face.meshFace);
            face.turned = false;
        }
        ofPatch_[patch].push_back(face);
    }

    void addFace(const PartFace& face)
    {
        meshes::PolyMesh& mesh = part_.mesh;
        const auto begin = mesh_.facePoints.begin() + mesh_.faceStart[face.meshFace];
        const auto end = mesh_.facePoints.begin() + mesh_.faceStart[face.meshFace + 1];
        mesh.facePoints.insert(mesh.facePoints.end(), begin, end);
        // The first point stays first: OpenFOAM's patches between ranks expect it.
        if (face.turned) std::reverse(mesh.facePoints.end() - (end - begin) + 1, mesh.facePoints.end());
        mesh.faceStart.push_back(int(mesh.facePoints.size()));
        mesh.owner.push_back(face.owner);
        part_.faceOf.push_back(face.fluidFace);
        part_.reversed.push_back(face.reversed);
    }

    void addPatch(const std::vector<PartFace>& faces, meshes::PatchKind kind, const std::string& partner)
    {
        const int number = int(part_.mesh.patches.size());
        part_.mesh.patches.push_back(
            {"p" + std::to_string(number), part_.mesh.faces(), int(faces.size()), kind, partner, {}});
        for (const PartFace& face : faces) addFace(face);
    }

    void assemble()
    {
        meshes::PolyMesh& mesh = part_.mesh;
        mesh.zone.assign(part_.cellOf.size(), -1);
        mesh.faceStart.push_back(0);
        std::sort(inside_.begin(), inside_.end(), [](const PartFace& a, const PartFace& b) {
            return std::tie(a.owner, a.neighbour) < std::tie(b.owner, b.neighbour);
        });
        for (const PartFace& face : inside_) {
            addFace(face);
            mesh.neighbour.push_back(face.neighbour);
        }
        for (std::size_t p = 0; p < fluid_.patches.size(); ++p) {
            const bool cyclic = fluid_.patches[p].kind == meshes::PatchKind::cyclic;
            addPatch(ofPatch_[p], fluid_.patches[p].kind, cyclic ? "p" + std::to_string(partnerPatch(int(p))) : "");
        }
        part_.openPatch = int(mesh.patches.size());
        addPatch(ofPatch_.back(), meshes::PatchKind::plain, "");
        for (auto& [border, faces] : borders_) addBorderPatch(border, faces);
        renumberPoints();
    }

    void addBorderPatch(const Border& border, std::vector<BorderFace>& faces)
    {
        std::stable_sort(faces.begin(), faces.end(), [](const BorderFace& a, const BorderFace& b) {
            return std::tie(a.lower, a.higher) < std::tie(b.lower, b.higher);
        });
        std::vector<PartFace> plain;
        for (const BorderFace& face : faces) plain.push_back(face.face);
        addPatch(plain, meshes::PatchKind::plain, "");
        part_.processors.push_back({part_.mesh.patches.back().name, border.rank,
                                    border.cyclic ? "p" + std::to_string(border.patch) : std::string()});
    }

    void renumberPoints()
    {
        std::vector<int> number(mesh_.points.size(), -1);
        for (int& p : part_.mesh.facePoints) {
            if (number[p] < 0) {
                number[p] = int(part_.mesh.points.size());
                part_.mesh.points.push_back(mesh_.points[p]);
            }
            p = number[p];
        }
    }

    const meshes::PolyMesh& mesh_;
    const Geometry& fluid_;
    const std::vector<char>&flipped_, &turbulent_;
    std::vector<int> local_, rankOf_; // of the fluid's cells: number in the part or -1; rank that owns it
    int rank_ = 0;
    std::unordered_map<int, int> partner_; // of the first face of a cyclic pair
    std::vector<PartFace> inside_;
    std::vector<std::vector<PartFace>> ofPatch_; // of the fluid's patches, the open one last
    std::map<Border, std::vector<BorderFace>> borders_;
    TurbulentPart part_;
};

} // namespace

TurbulentPart turbulentPart(const meshes::PolyMesh& mesh, const Geometry& fluid, const std::vector<char>& flipped,
                            const std::vector<char>& turbulent)
{
    return PartBuilder(mesh, fluid, flipped, turbulent).make();
}

} // namespace coldloop::cht
