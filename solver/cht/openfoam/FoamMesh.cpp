// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/FoamMesh.h"

#include "solver/core/Error.h"

#include "Time.H"
#include "fvMesh.H"
#include "polyPatch.H"
#include "surfaceFields.H"
#include "volFields.H"

#include <cmath>

namespace coldloop::cht {

namespace {

// OpenFOAM's registry of everything. One for the program: it has no end time, reads no controlDict and writes nothing.
Foam::Time& registry()
{
    static Foam::Time* const time = [] {
        Foam::messageStream::level = 0;
        Foam::infoDetailLevel = 0;
        Foam::FatalError.throwExceptions();
        Foam::FatalIOError.throwExceptions();
        return new Foam::Time("/", "coldloop", "system", "constant", false, false);
    }();
    return *time;
}

Foam::word uniqueName()
{
    static int made = 0;
    return "mesh" + std::to_string(made++);
}

Vec3 toVec3(const Foam::vector& v) { return {v.x(), v.y(), v.z()}; }

Foam::faceList foamFaces(const meshes::HexMesh& mesh)
{
    Foam::faceList faces(Foam::label(mesh.faces.size()));
    forAll(faces, f)
    {
        faces[f].setSize(4);
        for (int i = 0; i < 4; ++i) faces[f][i] = mesh.faces[f][i];
    }
    return faces;
}

Foam::labelList labels(const std::vector<int>& values)
{
    Foam::labelList list(Foam::label(values.size()));
    std::copy(values.begin(), values.end(), list.begin());
    return list;
}

} // namespace

struct FoamMesh::Impl {
    std::unique_ptr<Foam::fvMesh> mesh;

    void make(const meshes::HexMesh& hex)
    {
        Foam::pointField points(Foam::label(hex.points.size()));
        forAll(points, p) points[p] = Foam::point(hex.points[p][0], hex.points[p][1], hex.points[p][2]);
        Foam::Time& time = registry();
        mesh = std::make_unique<Foam::fvMesh>(
            Foam::IOobject(uniqueName(), time.timeName(), time, Foam::IOobject::NO_READ, Foam::IOobject::NO_WRITE),
            std::move(points), foamFaces(hex), labels(hex.owner), labels(hex.neighbour), false);
        addPatches(hex);
        addZones(hex);
    }

    void addPatches(const meshes::HexMesh& hex)
    {
        Foam::List<Foam::polyPatch*> patches(Foam::label(hex.patches.size()));
        forAll(patches, p)
        {
            const meshes::HexPatch& patch = hex.patches[p];
            patches[p] = new Foam::polyPatch(patch.name, patch.size, patch.start, p, mesh->boundaryMesh(), "patch");
        }
        mesh->addFvPatches(patches, false);
    }

    void addZones(const meshes::HexMesh& hex)
    {
        std::vector<std::vector<int>> cells(hex.zoneNames.size());
        for (std::size_t c = 0; c < hex.zone.size(); ++c) cells[hex.zone[c]].push_back(int(c));
        Foam::List<Foam::cellZone*> zones(Foam::label(cells.size()));
        forAll(zones, z) zones[z] = new Foam::cellZone(hex.zoneNames[z], labels(cells[z]), z, mesh->cellZones());
        mesh->addZones({}, {}, zones);
    }
};

FoamMesh::FoamMesh(const meshes::HexMesh& mesh) : impl_(std::make_unique<Impl>())
{
    try {
        impl_->make(mesh);
    } catch (const Foam::error& error) {
        throw SolveError("3-D mesh: OpenFOAM refuses it: " + error.message());
    }
}

FoamMesh::~FoamMesh() = default;

Geometry FoamMesh::geometry() const
{
    const Foam::fvMesh& mesh = *impl_->mesh;
    Geometry g;
    g.internalFaces = mesh.nInternalFaces();
    for (const Foam::vector& centre : mesh.cellCentres()) g.centre.push_back(toVec3(centre));
    g.volume.assign(mesh.cellVolumes().begin(), mesh.cellVolumes().end());
    g.owner.assign(mesh.faceOwner().begin(), mesh.faceOwner().end());
    g.neighbour.assign(mesh.faceNeighbour().begin(), mesh.faceNeighbour().end());
    const auto& weights = mesh.weights().primitiveField();
    g.ownerWeight.assign(weights.begin(), weights.end());
    for (int f = 0; f < mesh.nFaces(); ++f) {
        g.faceCentre.push_back(toVec3(mesh.faceCentres()[f]));
        g.area.push_back(toVec3(mesh.faceAreas()[f]));
        const double magnitude = std::sqrt(dot(g.area[f], g.area[f]));
        g.magArea.push_back(magnitude);
        g.ownerDistance.push_back(std::abs(dot(g.fromOwner(f), g.area[f])) / magnitude);
        if (f < g.internalFaces)
            g.neighbourDistance.push_back(std::abs(dot(g.fromNeighbour(f), g.area[f])) / magnitude);
    }
    for (const Foam::polyPatch& patch : mesh.boundaryMesh())
        g.patches.push_back({patch.name(), patch.start(), patch.size()});
    return g;
}

} // namespace coldloop::cht
