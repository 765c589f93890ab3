// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/gmsh/Session.h"

#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <fcntl.h>
#include <gmsh.h>
#include <iostream>
#include <map>
#include <unistd.h>

namespace coldloop::meshes {

namespace {

struct ElementKind {
    unsigned char type = 0; // VTK's
    int corners = 0, nodes = 0;
};

ElementKind kindOf(int element, const std::string& file)
{
    std::string name;
    int dimension = 0, order = 0, nodes = 0, corners = 0;
    std::vector<double> local;
    gmsh::model::mesh::getElementProperties(element, name, dimension, order, nodes, local, corners);
    static const std::map<int, unsigned char> types{{4, 10}, {8, 12}, {6, 13}, {5, 14}};
    if (dimension == 2) return {0, corners, nodes};
    const auto found = types.find(corners);
    if (found == types.end())
        throw InputError(fmt::format("{}: volume cells of shape '{}' are not supported. Write tetrahedra, hexahedra, "
                                     "prisms or pyramids.",
                                     file, name));
    return {found->second, corners, nodes};
}

class Taker {
public:
    explicit Taker(const std::string& file) : file_(file) {}

    GmshImport take()
    {
        takePoints();
        gmsh::vectorpair groups, volumes;
        gmsh::model::getPhysicalGroups(groups, 3);
        grouped_ = !groups.empty();
        gmsh::model::getEntities(volumes, 3);
        for (const auto& [dimension, tag] : volumes) takeVolume(tag);
        if (result_.cells.type.empty())
            throw InputError(
                fmt::format("{}: has no volume cells. Generate the 3-D mesh and save it with them.", file_));
        takeSurfaces();
        return std::move(result_);
    }

private:
    void takePoints()
    {
        std::vector<std::size_t> tags;
        std::vector<double> at, unused;
        gmsh::model::mesh::getNodes(tags, at, unused, -1, -1, false, false);
        std::size_t last = 0;
        for (const std::size_t tag : tags) last = std::max(last, tag);
        number_.assign(last + 1, -1);
        for (std::size_t i = 0; i < tags.size(); ++i) {
            number_[tags[i]] = int(result_.cells.points.size());
            result_.cells.points.push_back({at[3 * i], at[3 * i + 1], at[3 * i + 2]});
        }
    }

    std::string groupName(int dimension, int tag) const
    {
        std::string name;
        gmsh::model::getPhysicalName(dimension, tag, name);
        return name.empty() ? (dimension == 3 ? "volume" : "surface") + std::to_string(tag) : name;
    }

    // Index of the zone of a volume, -1 where groups leave it out.
    int zoneOf(int volume)
    {
        std::vector<int> groups;
        gmsh::model::getPhysicalGroupsForEntity(3, volume, groups);
        if (groups.size() > 1)
            throw InputError(fmt::format("{}: volume {} is in physical volumes '{}' and '{}'. Every volume is of one "
                                         "material: take it out of one of them.",
                                         file_, volume, groupName(3, groups[0]), groupName(3, groups[1])));
        if (groups.empty() && grouped_) return -1;
        const std::string name = groups.empty() ? "domain" : groupName(3, groups[0]);
        std::vector<std::string>& names = result_.cells.zoneNames;
        const auto found = std::find(names.begin(), names.end(), name);
        if (found != names.end()) return int(found - names.begin());
        names.push_back(name);
        return int(names.size()) - 1;
    }

    template <class Use>
    void eachElement(int dimension, int entity, const Use& use) // use(kind, its corners)
    {
        std::vector<int> types;
        std::vector<std::vector<std::size_t>> tags, nodes;
        gmsh::model::mesh::getElements(types, tags, nodes, dimension, entity);
        std::vector<int> corners;
        for (std::size_t t = 0; t < types.size(); ++t) {
            const ElementKind kind = kindOf(types[t], file_);
            for (std::size_t at = 0; at < nodes[t].size(); at += kind.nodes) {
                corners.clear();
                for (int i = 0; i < kind.corners; ++i) corners.push_back(number_.at(nodes[t][at + i]));
                use(kind, corners);
            }
        }
    }

    void takeVolume(int volume)
    {
        const int zone = zoneOf(volume);
        eachElement(3, volume, [&](const ElementKind& kind, const std::vector<int>& corners) {
            result_.cells.add(kind.type, corners, zone);
        });
    }

    void takeSurfaces()
    {
        gmsh::vectorpair groups;
        gmsh::model::getPhysicalGroups(groups, 2);
        for (const auto& [dimension, group] : groups) {
            ShapedPatch& patch = patchNamed(groupName(2, group));
            std::vector<int> surfaces;
            gmsh::model::getEntitiesForPhysicalGroup(2, group, surfaces);
            for (const int surface : surfaces)
                eachElement(2, surface, [&](const ElementKind&, const std::vector<int>& corners) {
                    patch.facePoints.insert(patch.facePoints.end(), corners.begin(), corners.end());
                    patch.faceStart.push_back(int(patch.facePoints.size()));
                });
        }
    }

    ShapedPatch& patchNamed(const std::string& name)
    {
        for (ShapedPatch& patch : result_.patches)
            if (patch.name == name) return patch;
        result_.patches.push_back({name, {}});
        return result_.patches.back();
    }

    const std::string& file_;
    GmshImport result_;
    std::vector<int> number_; // of a node, by its tag
    bool grouped_ = false;
};

} // namespace

GmshSession::GmshSession()
{
    std::fflush(stdout);
    stdout_ = dup(STDOUT_FILENO);
    if (const int nowhere = open("/dev/null", O_WRONLY); nowhere >= 0) {
        dup2(nowhere, STDOUT_FILENO);
        close(nowhere);
    }
    gmsh::initialize(0, nullptr, false);
    gmsh::option::setNumber("General.Terminal", 0);
}

GmshSession::~GmshSession()
{
    gmsh::finalize();
    std::cout.flush(); // OpenCASCADE's way
    std::fflush(stdout);
    if (stdout_ >= 0) {
        dup2(stdout_, STDOUT_FILENO);
        close(stdout_);
    }
}

GmshImport takeMesh(const std::string& file) { return Taker(file).take(); }

} // namespace coldloop::meshes
