// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/Distribution.h"

#include "solver/cht/openfoam/Packet.h"
#include "solver/cht/openfoam/PetscTools.h"

#include <petscmat.h>

#include <algorithm>
#include <numeric>

namespace coldloop::cht {

namespace {

struct World {
    MPI_Comm communicator;
    int rank = 0, size = 1;
    explicit World(MPI_Comm comm) : communicator(comm)
    {
        MPI_Comm_rank(comm, &rank);
        MPI_Comm_size(comm, &size);
    }
};

void send(const World& world, const std::vector<char>& bytes, int to)
{
    constexpr std::size_t most = 1u << 30;
    const unsigned long long size = bytes.size();
    MPI_Send(&size, 1, MPI_UNSIGNED_LONG_LONG, to, 0, world.communicator);
    for (std::size_t at = 0; at < bytes.size(); at += most)
        MPI_Send(&bytes[at], int(std::min(most, bytes.size() - at)), MPI_CHAR, to, 1, world.communicator);
}

std::vector<char> receive(const World& world, int from)
{
    constexpr std::size_t most = 1u << 30;
    unsigned long long size = 0;
    MPI_Recv(&size, 1, MPI_UNSIGNED_LONG_LONG, from, 0, world.communicator, MPI_STATUS_IGNORE);
    std::vector<char> bytes(size);
    for (std::size_t at = 0; at < bytes.size(); at += most)
        MPI_Recv(&bytes[at], int(std::min(most, bytes.size() - at)), MPI_CHAR, from, 1, world.communicator,
                 MPI_STATUS_IGNORE);
    return bytes;
}

// A run of cells for each rank, as many on each, for the graph that PT-Scotch wants spread.
int runStart(const World& world, int cells, int rank) { return int(std::int64_t(cells) * rank / world.size); }

// This rank's run of the graph, spread from rank 0.
meshes::Adjacency spreadGraph(const World& world, const meshes::Adjacency& graph, int cells)
{
    if (world.rank != 0) {
        Packet packet(receive(world, 0));
        meshes::Adjacency mine;
        mine.start = packet.get<int>();
        mine.cell = packet.get<int>();
        return mine;
    }
    meshes::Adjacency mine;
    for (int rank = world.size - 1; rank >= 0; --rank) {
        const int first = runStart(world, cells, rank), last = runStart(world, cells, rank + 1);
        mine.start.assign(graph.start.begin() + first, graph.start.begin() + last + 1);
        mine.cell.assign(graph.cell.begin() + mine.start.front(), graph.cell.begin() + mine.start.back());
        const int offset = mine.start.front();
        for (int& start : mine.start) start -= offset;
        if (rank == 0) break;
        Packet packet;
        packet.put(mine.start);
        packet.put(mine.cell);
        send(world, packet.bytes(), rank);
    }
    return mine;
}

// The rank of each cell of this rank's run. Collective.
std::vector<int> partitionRun(const World& world, const meshes::Adjacency& run, int cells)
{
    const PetscInt count = PetscInt(run.start.size()) - 1;
    PetscInt *start = nullptr, *cell = nullptr; // PETSc frees them with the matrix
    check(PetscMalloc1(count + 1, &start), "PetscMalloc1");
    check(PetscMalloc1(run.cell.size(), &cell), "PetscMalloc1");
    std::copy(run.start.begin(), run.start.end(), start);
    for (PetscInt c = 0; c < count; ++c) {
        std::copy(run.cell.begin() + start[c], run.cell.begin() + start[c + 1], cell + start[c]);
        std::sort(cell + start[c], cell + start[c + 1]);
    }
    Matrix graph;
    check(MatCreateMPIAdj(world.communicator, count, cells, start, cell, nullptr, graph.put()), "MatCreateMPIAdj");
    PetscHandle<MatPartitioning, MatPartitioningDestroy> partitioning;
    check(MatPartitioningCreate(world.communicator, partitioning.put()), "MatPartitioningCreate");
    check(MatPartitioningSetAdjacency(partitioning, graph), "MatPartitioningSetAdjacency");
    if (MatPartitioningSetType(partitioning, MATPARTITIONINGPTSCOTCH))
        throw EnvironmentError("3-D mesh: PETSc was built without PT-Scotch, which divides a mesh over ranks. Install "
                               "Debian's petsc-dev, or run with one rank.");
    PetscHandle<IS, ISDestroy> ranks;
    check(MatPartitioningApply(partitioning, ranks.put()), "MatPartitioningApply");
    const PetscInt* values = nullptr;
    check(ISGetIndices(ranks, &values), "ISGetIndices");
    std::vector<int> result(values, values + count);
    check(ISRestoreIndices(ranks, &values), "ISRestoreIndices");
    return result;
}

// The rank of every cell, on rank 0.
std::vector<int> gathered(const World& world, const std::vector<int>& run, int cells)
{
    std::vector<int> counts(world.size), starts(world.size), all(world.rank == 0 ? cells : 0);
    for (int rank = 0; rank < world.size; ++rank) {
        starts[rank] = runStart(world, cells, rank);
        counts[rank] = runStart(world, cells, rank + 1) - starts[rank];
    }
    MPI_Gatherv(run.data(), int(run.size()), MPI_INT, all.data(), counts.data(), starts.data(), MPI_INT, 0,
                world.communicator);
    return all;
}

Packet packed(const meshes::MeshPart& part, int owned, const std::vector<PetscInt>& ghosts)
{
    const meshes::PolyMesh& mesh = part.mesh;
    Packet packet;
    packet.put(mesh.points);
    for (const auto* numbers : {&mesh.facePoints, &mesh.faceStart, &mesh.owner, &mesh.neighbour, &mesh.zone})
        packet.put(*numbers);
    packet.put(std::vector<int>{int(mesh.patches.size()), int(mesh.zoneNames.size()), owned});
    for (const meshes::MeshPatch& patch : mesh.patches) {
        packet.put(patch.name);
        packet.put(patch.partner);
        packet.put(std::vector<int>{patch.start, patch.size, int(patch.kind)});
        packet.put(patch.pair);
    }
    for (const std::string& name : mesh.zoneNames) packet.put(name);
    packet.put(part.cellOf);
    packet.put(ghosts);
    return packet;
}

Distribution unpacked(Packet packet, MPI_Comm communicator)
{
    Distribution result;
    meshes::PolyMesh& mesh = result.mesh;
    mesh.points = packet.get<meshes::Point>();
    for (auto* numbers : {&mesh.facePoints, &mesh.faceStart, &mesh.owner, &mesh.neighbour, &mesh.zone})
        *numbers = packet.get<int>();
    const std::vector<int> counts = packet.get<int>();
    for (int p = 0; p < counts[0]; ++p) {
        meshes::MeshPatch& patch = mesh.patches.emplace_back();
        patch.name = packet.text();
        patch.partner = packet.text();
        const std::vector<int> range = packet.get<int>();
        patch.start = range[0];
        patch.size = range[1];
        patch.kind = meshes::PatchKind(range[2]);
        patch.pair = packet.get<int>();
    }
    for (int z = 0; z < counts[1]; ++z) mesh.zoneNames.push_back(packet.text());
    result.cellOf = packet.get<int>();
    result.ownedCells = counts[2];
    result.halo = std::make_shared<Halo>(communicator, result.ownedCells, packet.get<PetscInt>());
    return result;
}

// Rank 0: cuts the mesh and sends each rank its part; its own part remains.
Packet cut(const World& world, const meshes::PolyMesh& whole, const meshes::Adjacency& graph,
           const std::vector<int>& rankOf)
{
    std::vector<std::vector<int>> cellsOf(world.size);
    for (int c = 0; c < whole.cells(); ++c) cellsOf[rankOf[c]].push_back(c);
    std::vector<PetscInt> number(whole.cells());
    PetscInt next = 0;
    for (const auto& cells : cellsOf)
        for (int c : cells) number[c] = next++;
    for (int rank = world.size - 1;; --rank) {
        std::vector<int>& cells = cellsOf[rank];
        const int owned = int(cells.size());
        std::vector<int> beyond;
        for (int c : cells)
            for (int i = graph.start[c]; i < graph.start[c + 1]; ++i)
                if (rankOf[graph.cell[i]] != rank) beyond.push_back(graph.cell[i]);
        std::sort(beyond.begin(), beyond.end());
        beyond.erase(std::unique(beyond.begin(), beyond.end()), beyond.end());
        cells.insert(cells.end(), beyond.begin(), beyond.end());
        std::vector<PetscInt> ghosts;
        for (int c : beyond) ghosts.push_back(number[c]);
        Packet packet = packed(meshes::extract(whole, cells), owned, ghosts);
        if (rank == 0) return packet;
        send(world, packet.bytes(), rank);
    }
}

} // namespace

Distribution distribute(meshes::PolyMesh whole, MPI_Comm communicator)
{
    const World world(communicator);
    if (world.size == 1) {
        Distribution result;
        result.ownedCells = whole.cells();
        result.cellOf.resize(whole.cells());
        std::iota(result.cellOf.begin(), result.cellOf.end(), 0);
        result.mesh = std::move(whole);
        result.halo = std::make_shared<Halo>(communicator, result.ownedCells, std::vector<PetscInt>{});
        return result;
    }
    int cells = whole.cells();
    MPI_Bcast(&cells, 1, MPI_INT, 0, communicator);
    meshes::Adjacency graph;
    if (world.rank == 0) graph = meshes::adjacency(whole);
    const std::vector<int> run = partitionRun(world, spreadGraph(world, graph, cells), cells);
    const std::vector<int> rankOf = gathered(world, run, cells);
    if (world.rank != 0) return unpacked(Packet(receive(world, 0)), communicator);
    Packet packet = cut(world, whole, graph, rankOf);
    whole = {};
    return unpacked(std::move(packet), communicator);
}

} // namespace coldloop::cht
