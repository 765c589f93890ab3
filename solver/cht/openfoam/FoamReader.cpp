// Reads the files of a polyMesh folder one by one through OpenFOAM's streams, each copy dropped before the next.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/FoamMesh.h"
#include "solver/core/Error.h"

#include "PtrList.H"
#include "Time.H"
#include "entry.H"
#include "faceList.H"
#include "pointField.H"
#include "regIOobject.H"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace coldloop::cht {

namespace {

namespace fs = std::filesystem;

// One file of the folder, of any class.
class File : public Foam::regIOobject {
public:
    File(const fs::path& folder, const char* name)
        : Foam::regIOobject(Foam::IOobject(name, Foam::fileName(folder.string()), foamRegistry(),
                                           Foam::IOobject::MUST_READ, Foam::IOobject::NO_WRITE, false)),
          path_((folder / name).string())
    {
    }

    Foam::Istream& open()
    {
        Foam::Istream& stream = readStream(Foam::word::null);
        if (stream.format() == Foam::IOstream::BINARY &&
            (labelByteSize() != sizeof(Foam::label) || scalarByteSize() != sizeof(Foam::scalar)))
            throw InputError(fmt::format("{}: binary with {}-byte labels and {}-byte numbers, but this OpenFOAM has {} "
                                         "and {}. Convert it to ascii (foamFormatConvert).",
                                         path_, labelByteSize(), scalarByteSize(), sizeof(Foam::label),
                                         sizeof(Foam::scalar)));
        return stream;
    }
    const std::string& path() const { return path_; }
    bool writeData(Foam::Ostream&) const override { return false; }

private:
    std::string path_;
};

bool holds(const fs::path& folder, const char* name)
{
    return fs::exists(folder / name) || fs::exists(folder / (std::string(name) + ".gz"));
}

fs::path meshFolder(const std::string& given)
{
    const fs::path top = fs::absolute(given);
    for (const fs::path& folder : {top, top / "polyMesh", top / "constant/polyMesh"}) {
        if (!holds(folder, "points")) continue;
        for (const char* name : {"faces", "owner", "neighbour", "boundary"})
            if (!holds(folder, name))
                throw InputError(fmt::format("{}: has points, but no {}. Write the whole mesh there.",
                                             folder.lexically_normal().string(), name));
        return folder.lexically_normal();
    }
    throw InputError(fmt::format("{}: holds no OpenFOAM mesh (no points, polyMesh/points or constant/polyMesh/points). "
                                 "Name a polyMesh folder or the case that has it.",
                                 given));
}

std::vector<int> readLabels(const fs::path& folder, const char* name)
{
    File file(folder, name);
    const Foam::labelList list(file.open());
    return {list.begin(), list.end()};
}

void readPoints(const fs::path& folder, meshes::PolyMesh& mesh)
{
    File file(folder, "points");
    const Foam::pointField list(file.open());
    mesh.points.resize(list.size());
    forAll(list, p) mesh.points[p] = {list[p].x(), list[p].y(), list[p].z()};
}

void readFaces(const fs::path& folder, meshes::PolyMesh& mesh)
{
    File file(folder, "faces");
    Foam::Istream& stream = file.open();
    if (file.headerClassName() == "faceCompactList") {
        const Foam::labelList start(stream), points(stream);
        mesh.faceStart.assign(start.begin(), start.end());
        mesh.facePoints.assign(points.begin(), points.end());
        return;
    }
    const Foam::faceList list(stream);
    mesh.faceStart.reserve(std::size_t(list.size()) + 1);
    mesh.faceStart.push_back(0);
    for (const Foam::face& face : list) {
        mesh.facePoints.insert(mesh.facePoints.end(), face.begin(), face.end());
        mesh.faceStart.push_back(int(mesh.facePoints.size()));
    }
}

// The kind of an OpenFOAM patch. Axisymmetric wedges and empty sides of plane models are symmetry planes.
meshes::PatchKind kindOf(const std::string& type, const std::string& patch, const std::string& path)
{
    if (type == "cyclic") return meshes::PatchKind::cyclic;
    for (const char* plane : {"symmetry", "symmetryPlane", "empty", "wedge"})
        if (type == plane) return meshes::PatchKind::symmetry;
    if (type.rfind("processor", 0) == 0)
        throw InputError(fmt::format("{}: patch '{}' is of a decomposed case. Name the undivided mesh "
                                     "(reconstructParMesh makes it).",
                                     path, patch));
    if (type.rfind("cyclic", 0) == 0)
        throw InputError(fmt::format("{}: patch '{}' is of type {}, which is not supported. Make its two sides match "
                                     "face by face and use cyclic.",
                                     path, patch, type));
    return meshes::PatchKind::plain;
}

void readBoundary(const fs::path& folder, meshes::PolyMesh& mesh)
{
    File file(folder, "boundary");
    const Foam::PtrList<Foam::entry> entries(file.open());
    for (const Foam::entry& entry : entries) {
        const Foam::dictionary& words = entry.dict();
        const std::string name = entry.keyword();
        const Foam::word type = words.get<Foam::word>("type");
        meshes::MeshPatch patch{name, int(words.get<Foam::label>("startFace")), int(words.get<Foam::label>("nFaces")),
                                kindOf(type, name, file.path())};
        if (patch.kind == meshes::PatchKind::cyclic) patch.partner = words.get<Foam::word>("neighbourPatch");
        mesh.patches.push_back(std::move(patch));
    }
}

void readZones(const fs::path& folder, meshes::PolyMesh& mesh)
{
    if (!holds(folder, "cellZones")) {
        mesh.zoneNames = {"domain"};
        std::fill(mesh.zone.begin(), mesh.zone.end(), 0);
        return;
    }
    File file(folder, "cellZones");
    const Foam::PtrList<Foam::entry> entries(file.open());
    for (const Foam::entry& entry : entries) {
        const int zone = int(mesh.zoneNames.size());
        mesh.zoneNames.push_back(entry.keyword());
        for (const Foam::label cell : entry.dict().get<Foam::labelList>("cellLabels")) {
            if (cell < 0 || cell >= mesh.cells())
                throw InputError(fmt::format("{}: zone '{}' holds cell {}, but the cells are 0 to {}. Write the zones "
                                             "of this mesh again.",
                                             file.path(), mesh.zoneNames[zone], cell, mesh.cells() - 1));
            if (mesh.zone[cell] >= 0)
                throw InputError(fmt::format("{}: cell {} is in zone '{}' and in zone '{}'. Every cell is of one "
                                             "material: take it out of one of them.",
                                             file.path(), cell, mesh.zoneNames[mesh.zone[cell]], mesh.zoneNames[zone]));
            mesh.zone[cell] = zone;
        }
    }
}

} // namespace

meshes::PolyMesh readFoamMesh(const std::string& given)
{
    foamRegistry();
    const fs::path folder = meshFolder(given);
    try {
        meshes::PolyMesh mesh;
        readPoints(folder, mesh);
        readFaces(folder, mesh);
        mesh.owner = readLabels(folder, "owner");
        mesh.neighbour = readLabels(folder, "neighbour");
        readBoundary(folder, mesh);
        const int cells = mesh.owner.empty() ? 0 : *std::max_element(mesh.owner.begin(), mesh.owner.end()) + 1;
        mesh.zone.assign(std::max(cells, 0), -1);
        meshes::checkNumbers(mesh, folder.string());
        readZones(folder, mesh);
        return mesh;
    } catch (const Foam::IOerror& error) {
        throw InputError(fmt::format("{}: OpenFOAM cannot read it: line {}: {}", std::string(error.ioFileName()),
                                     error.ioStartLineNumber(), std::string(error.message())));
    } catch (const Foam::error& error) {
        throw InputError(fmt::format("{}: OpenFOAM cannot read it: {}", folder.string(), std::string(error.message())));
    }
}

} // namespace coldloop::cht

extern "C" void coldloopReadPolyMesh(const char* folder, coldloop::meshes::PolyMesh* mesh)
{
    *mesh = coldloop::cht::readFoamMesh(folder);
}
