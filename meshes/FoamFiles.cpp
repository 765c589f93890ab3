// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/FoamFiles.h"

#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace coldloop::meshes {

namespace {

class File {
public:
    File(const std::string& folder, const char* name, const char* type, const FoamFormat& format,
         const std::string& note = "")
        : path_((std::filesystem::path(folder) / name).string()), binary_(format.binary),
          out_(path_, std::ios::binary | std::ios::trunc)
    {
        out_ << fmt::format("FoamFile\n{{\n    version     2.0;\n    format      {};\n    class       {};\n"
                            "    arch        \"LSB;label=32;scalar=64\";\n{}    location    \"constant/polyMesh\";\n"
                            "    object      {};\n}}\n\n",
                            binary_ ? "binary" : "ascii", type,
                            note.empty() ? "" : "    note        \"" + note + "\";\n", name);
    }

    // N(...), in ascii one a line as `text` puts it.
    template <class T, class Text>
    void list(const std::vector<T>& values, const Text& text)
    {
        out_ << values.size() << (binary_ ? "(" : "\n(\n");
        if (binary_)
            out_.write(reinterpret_cast<const char*>(values.data()), std::streamsize(values.size() * sizeof(T)));
        else
            for (const T& value : values) out_ << text(value) << '\n';
        out_ << ")\n";
    }
    void labels(const std::vector<int>& values)
    {
        list(values, [](int value) { return value; });
    }
    std::ostream& text() { return out_; }

    void close()
    {
        out_.close();
        if (!out_)
            throw EnvironmentError(fmt::format("{} cannot be written: {}. Check the folder and the space left.", path_,
                                               std::strerror(errno)));
    }

private:
    std::string path_;
    bool binary_;
    std::ofstream out_;
};

void writeFaces(const PolyMesh& mesh, const std::string& folder, const FoamFormat& format)
{
    File file(folder, "faces", format.binary ? "faceCompactList" : "faceList", format);
    if (format.binary) {
        file.labels(mesh.faceStart);
        file.labels(mesh.facePoints);
    } else {
        file.text() << mesh.faces() << "\n(\n";
        for (int f = 0; f < mesh.faces(); ++f) {
            const int begin = mesh.faceStart[f], end = mesh.faceStart[f + 1];
            file.text() << end - begin << '(';
            for (int i = begin; i < end; ++i) file.text() << mesh.facePoints[i] << (i + 1 < end ? " " : ")\n");
        }
        file.text() << ")\n";
    }
    file.close();
}

void writeBoundary(const PolyMesh& mesh, const std::string& folder, const FoamFormat& format)
{
    File file(folder, "boundary", "polyBoundaryMesh", format);
    file.text() << mesh.patches.size() << "\n(\n";
    for (const MeshPatch& patch : mesh.patches) {
        const bool wall = std::find(format.walls.begin(), format.walls.end(), patch.name) != format.walls.end();
        std::string type = wall ? "wall" : "patch";
        if (patch.kind == PatchKind::symmetry) type = "symmetry";
        if (patch.kind == PatchKind::cyclic) type = "cyclic;\n        neighbourPatch " + patch.partner;
        file.text() << fmt::format(
            "    {}\n    {{\n        type {};\n        nFaces {};\n        startFace {};\n    }}\n", patch.name, type,
            patch.size, patch.start);
    }
    file.text() << ")\n";
    file.close();
}

void writeZones(const PolyMesh& mesh, const std::string& folder, const FoamFormat& format)
{
    File file(folder, "cellZones", "regIOobject", format);
    file.text() << mesh.zoneNames.size() << "\n(\n";
    for (std::size_t z = 0; z < mesh.zoneNames.size(); ++z) {
        std::vector<int> cells;
        for (int c = 0; c < mesh.cells(); ++c)
            if (mesh.zone[c] == int(z)) cells.push_back(c);
        file.text() << mesh.zoneNames[z] << "\n{\n    type cellZone;\n    cellLabels List<label> ";
        file.labels(cells);
        file.text() << ";\n}\n";
    }
    file.text() << ")\n";
    file.close();
}

} // namespace

void writeFoamFiles(const PolyMesh& mesh, const std::string& folder, const FoamFormat& format)
{
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed) throw EnvironmentError(fmt::format("{} cannot be made: {}.", folder, failed.message()));
    File points(folder, "points", "vectorField", format);
    points.list(mesh.points, [](const Point& p) { return fmt::format("({:.17g} {:.17g} {:.17g})", p[0], p[1], p[2]); });
    points.close();
    writeFaces(mesh, folder, format);
    const std::string note = fmt::format("nPoints:{}  nCells:{}  nFaces:{}  nInternalFaces:{}", mesh.points.size(),
                                         mesh.cells(), mesh.faces(), mesh.internalFaces());
    for (const bool ofOwners : {true, false}) {
        File file(folder, ofOwners ? "owner" : "neighbour", "labelList", format, note);
        file.labels(ofOwners ? mesh.owner : mesh.neighbour);
        file.close();
    }
    writeBoundary(mesh, folder, format);
    writeZones(mesh, folder, format);
}

} // namespace coldloop::meshes
