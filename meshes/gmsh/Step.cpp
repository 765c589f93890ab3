// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/gmsh/Step.h"

#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <gmsh.h>
#include <map>

namespace coldloop::meshes {

namespace {

namespace occ = gmsh::model::occ;

// The name that the file gives to a solid, empty where it gives none; assemblies write the path to it.
std::string nameOf(int solid)
{
    std::string name;
    gmsh::model::getEntityName(3, solid, name);
    name = name.substr(name.rfind('/') + 1);                               // npos + 1 is 0
    return name.rfind("Open CASCADE STEP translator", 0) == 0 ? "" : name; // what OpenCASCADE writes for none
}

class StepModel {
public:
    explicit StepModel(const std::string& file) : file_(file)
    {
        gmsh::option::setString("Geometry.OCCTargetUnit", "MM");
        gmsh::option::setNumber("Geometry.OCCImportLabels", 1);
        gmsh::vectorpair imported;
        occ::importShapes(file, imported);
        occ::synchronize();
        gmsh::model::getEntities(solids_, 3);
        if (solids_.empty())
            throw InputError(fmt::format("{}: has no solids. Export the parts as solid bodies.", file));
        for (const auto& [dimension, tag] : solids_) {
            const std::string name = nameOf(tag);
            zones_.push_back(name.empty() ? "solid" + std::to_string(zones_.size() + 1) : name);
        }
    }

    void join() // solids that touch get common faces
    {
        std::vector<gmsh::vectorpair> pieces(solids_.size());
        for (std::size_t s = 0; s < solids_.size(); ++s) pieces[s] = {solids_[s]};
        if (solids_.size() > 1) {
            gmsh::vectorpair all;
            occ::fragment({solids_[0]}, {solids_.begin() + 1, solids_.end()}, all, pieces);
            occ::synchronize();
        }
        std::map<int, std::size_t> solidOf;
        for (std::size_t s = 0; s < solids_.size(); ++s)
            for (const auto& [dimension, tag] : pieces[s]) {
                if (dimension != 3) continue;
                const auto [entry, fresh] = solidOf.emplace(tag, s);
                if (!fresh) refuseOverlap(entry->second, s, tag);
                volumes_[zones_[s]].push_back(tag);
            }
        for (const auto& [zone, tags] : volumes_)
            gmsh::model::setPhysicalName(3, gmsh::model::addPhysicalGroup(3, tags), zone);
    }

    void mesh(const StepSizes& sizes)
    {
        gmsh::vectorpair points;
        gmsh::model::getEntities(points, 0);
        std::map<int, double> sizeAt;
        for (const auto& [dimension, tag] : points) sizeAt[tag] = 1e3 * sizes.largest;
        for (const auto& [zone, size] : sizes.ofZones) {
            const auto found = volumes_.find(zone);
            if (found == volumes_.end()) refuseZone(zone);
            for (const int tag : found->second) {
                gmsh::vectorpair corners;
                gmsh::model::getBoundary({{3, tag}}, corners, false, false, true);
                for (const auto& [dimension, point] : corners) sizeAt[point] = std::min(sizeAt[point], 1e3 * size);
            }
        }
        for (const auto& [tag, size] : sizeAt) gmsh::model::mesh::setSize({{0, tag}}, size);
        gmsh::option::setNumber("Mesh.CharacteristicLengthMax", 1e3 * sizes.largest);
        gmsh::model::mesh::generate(3);
    }

private:
    [[noreturn]] void refuseOverlap(std::size_t one, std::size_t two, int piece) const
    {
        double volume = 0;
        occ::getMass(3, piece, volume);
        throw InputError(
            fmt::format("{}: solids '{}' and '{}' overlap in {:.4g} mm^3. Cut one of them where they meet.", file_,
                        zones_[one], zones_[two], volume));
    }

    [[noreturn]] void refuseZone(const std::string& zone) const
    {
        std::string names;
        for (const auto& [name, tags] : volumes_) names += (names.empty() ? "" : ", ") + name;
        throw InputError(
            fmt::format("{}: a mesh size is given for zone '{}', but the solids are: {}.", file_, zone, names));
    }

    const std::string& file_;
    gmsh::vectorpair solids_;
    std::vector<std::string> zones_;                  // of the solids
    std::map<std::string, std::vector<int>> volumes_; // of a zone
};

} // namespace

void generateStep(const std::string& file, const StepSizes& sizes)
{
    StepModel model(file);
    model.join();
    model.mesh(sizes);
}

} // namespace coldloop::meshes
