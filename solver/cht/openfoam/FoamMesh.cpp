// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/FoamMesh.h"

#include "solver/core/Error.h"

#include "Time.H"
#include "fvMesh.H"
#include "polyPatch.H"

#include <mpi.h>

#include <algorithm>

namespace coldloop::cht {

namespace {

Foam::word uniqueName()
{
    static int made = 0;
    return "mesh" + std::to_string(made++);
}

Foam::faceList foamFaces(const meshes::PolyMesh& mesh)
{
    Foam::faceList faces(Foam::label(mesh.faces()));
    forAll(faces, f)
    {
        const int begin = mesh.faceStart[f], end = mesh.faceStart[f + 1];
        faces[f].setSize(end - begin);
        std::copy(mesh.facePoints.begin() + begin, mesh.facePoints.begin() + end, faces[f].begin());
    }
    return faces;
}

Foam::labelList labels(const std::vector<int>& values)
{
    Foam::labelList list(Foam::label(values.size()));
    std::copy(values.begin(), values.end(), list.begin());
    return list;
}

std::unique_ptr<Foam::fvMesh> makeMesh(const meshes::PolyMesh& mesh)
{
    Foam::pointField points(Foam::label(mesh.points.size()));
    forAll(points, p) points[p] = Foam::point(mesh.points[p][0], mesh.points[p][1], mesh.points[p][2]);
    Foam::Time& time = foamRegistry();
    return std::make_unique<Foam::fvMesh>(
        Foam::IOobject(uniqueName(), time.timeName(), time, Foam::IOobject::NO_READ, Foam::IOobject::NO_WRITE),
        std::move(points), foamFaces(mesh), labels(mesh.owner), labels(mesh.neighbour), false);
}

Foam::dictionary entriesOf(const meshes::MeshPatch& patch, bool wall)
{
    Foam::dictionary entries;
    entries.add("type", Foam::word(patch.kind == meshes::PatchKind::cyclic     ? "cyclic"
                                   : patch.kind == meshes::PatchKind::symmetry ? "symmetry"
                                   : wall                                      ? "wall"
                                                                               : "patch"));
    entries.add("nFaces", Foam::label(patch.size));
    entries.add("startFace", Foam::label(patch.start));
    if (patch.kind == meshes::PatchKind::cyclic) entries.add("neighbourPatch", Foam::word(patch.partner));
    return entries;
}

void makeProcessor(const ProcessorPatch& processor, Foam::dictionary& entries)
{
    entries.set("type", Foam::word(processor.cyclic.empty() ? "processor" : "processorCyclic"));
    entries.add("myProcNo", Foam::Pstream::myProcNo());
    entries.add("neighbProcNo", Foam::label(processor.rank));
    if (!processor.cyclic.empty()) entries.add("referPatch", Foam::word(processor.cyclic));
}

void addPatches(const meshes::PolyMesh& mesh, const std::vector<std::string>& walls,
                const std::vector<ProcessorPatch>& processors, Foam::fvMesh& foam)
{
    Foam::List<Foam::polyPatch*> patches(Foam::label(mesh.patches.size()));
    forAll(patches, p)
    {
        const meshes::MeshPatch& patch = mesh.patches[p];
        const bool wall = std::find(walls.begin(), walls.end(), patch.name) != walls.end();
        Foam::dictionary entries = entriesOf(patch, wall);
        for (const ProcessorPatch& processor : processors)
            if (processor.patch == patch.name) makeProcessor(processor, entries);
        patches[p] = Foam::polyPatch::New(patch.name, entries, p, foam.boundaryMesh()).ptr();
    }
    foam.addFvPatches(patches);
}

void addZones(const meshes::PolyMesh& mesh, Foam::fvMesh& foam)
{
    std::vector<std::vector<int>> cells(mesh.zoneNames.size());
    for (int c = 0; c < mesh.cells(); ++c)
        if (mesh.zone[c] >= 0) cells[mesh.zone[c]].push_back(c);
    Foam::List<Foam::cellZone*> zones(Foam::label(cells.size()));
    forAll(zones, z) zones[z] = new Foam::cellZone(mesh.zoneNames[z], labels(cells[z]), z, foam.cellZones());
    foam.addZones({}, {}, zones);
}

} // namespace

Foam::Time& foamRegistry()
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

FoamParallel::FoamParallel()
{
    foamRegistry();
    int size = 1;
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (size == 1) return;
    if (Foam::Pstream::nProcs() == size) {
        Foam::Pstream::parRun() = true;
        return;
    }
    int count = 0; // MPI runs already: it takes nothing from the command line
    char** arguments = nullptr;
    Foam::Pstream::init(count, arguments, false);
}

FoamParallel::~FoamParallel() { Foam::Pstream::parRun() = false; }

FoamMesh::FoamMesh(const meshes::PolyMesh& mesh, const std::vector<std::string>& walls,
                   const std::vector<ProcessorPatch>& processors)
{
    try {
        mesh_ = makeMesh(mesh);
        addPatches(mesh, walls, processors, *mesh_);
        addZones(mesh, *mesh_);
    } catch (const Foam::error& error) {
        throw SolveError("3-D mesh: OpenFOAM refuses it: " + error.message());
    }
}

FoamMesh::~FoamMesh() = default;

Foam::fvMesh& FoamMesh::mesh() { return *mesh_; }

} // namespace coldloop::cht
