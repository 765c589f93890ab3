// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/architecture/Layering.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <stdexcept>

namespace coldloop::architecture {

namespace {

// part -> the parts that it may include besides itself
const std::map<std::string, std::set<std::string>>& allowedParts()
{
    static const std::map<std::string, std::set<std::string>> table = [] {
        std::map<std::string, std::set<std::string>> parts;
        parts["core"] = {};
        parts["materials"] = {"core"};
        for (const char* physics : {"workload", "network", "plant", "meshes", "reduced"}) {
            parts[physics] = {"core", "materials"};
        }
        parts["cht"] = {"core", "materials", "meshes"};
        parts["cht/openfoam"] = {"core", "materials", "meshes", "cht"};
        const std::set<std::string> physics = {"core",  "materials", "workload", "network",
                                               "plant", "meshes",    "cht",      "reduced"};
        parts["facility"] = physics;
        parts["model"] = {"core", "materials", "meshes", "cht", "reduced"};
        parts["case"] = physics;
        parts["case"].insert({"facility", "model"});
        parts["results"] = {"core", "facility", "model", "reduced"};
        parts["app"] = physics;
        parts["app"].insert({"facility", "model", "case", "results", "postprocess"});
        parts["postprocess"] = {"core"};
        return parts;
    }();
    return table;
}

struct ForeignHeader {
    std::string name;
    std::regex pattern;
    std::set<std::string> parts; // where it may be included
};

const std::vector<ForeignHeader>& foreignHeaders()
{
    static const std::vector<ForeignHeader> table = {
        {"OpenFOAM", std::regex(R"(.*\.H)"), {"cht/openfoam"}},
        {"PETSc", std::regex(R"((.*/)?petsc\w*\.hp*)"), {"network", "cht/openfoam", "app"}},
        {"Gmsh", std::regex(R"((.*/)?gmshc?\.h(_cwrap)?)"), {"meshes"}},
        {"HDF5", std::regex(R"((.*/)?(hdf5\w*|H5\w*)\.h)"), {"results"}},
        {"VTK", std::regex(R"((.*/)?vtk\w*\.h)"), {"postprocess"}},
        {"toml++", std::regex(R"((.*/)?toml\w*(\+\+)?(/.*|\.h.*)?)"), {"case"}},
        {"Eigen", std::regex(R"((unsupported/)?Eigen/.*)"), {"reduced"}},
        {"CLI11", std::regex(R"(CLI/.*)"), {"app"}},
        {"udunits2", std::regex(R"((.*/)?udunits2\w*\.h)"), {"core"}},
        {"nlohmann-json", std::regex(R"(nlohmann/.*)"), {"results", "app", "postprocess", "case"}},
    };
    return table;
}

std::string folderOf(const std::string& path)
{
    const auto slash = path.rfind('/');
    return slash == std::string::npos ? "" : path.substr(0, slash);
}

// The path in the tree that an include means: relative to the top, or to the including file. As written if neither.
std::string resolved(const SourceFile& file, const std::string& header, const std::set<std::string>& paths)
{
    if (paths.count(header)) return header;
    const std::string beside =
        std::filesystem::path(folderOf(file.path) + "/" + header).lexically_normal().generic_string();
    return paths.count(beside) ? beside : header;
}

std::set<std::string> pathsOf(const std::vector<SourceFile>& tree)
{
    std::set<std::string> paths;
    for (const SourceFile& file : tree) paths.insert(file.path);
    return paths;
}

std::string joined(const std::set<std::string>& words)
{
    std::string all;
    for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
    return all.empty() ? "none" : all;
}

// Why `part` may not include `header`; empty where it may.
std::string objection(const std::string& part, const std::string& header)
{
    if (header.rfind("tests/", 0) == 0) return "a header of the tests";
    const std::string other = partOf(header);
    if (!other.empty()) {
        const std::set<std::string>& allowed = allowedParts().at(part);
        if (other == part || allowed.count(other)) return "";
        return "part " + part + " may not know part " + other + " (it may know: " + joined(allowed) + ")";
    }
    for (const ForeignHeader& foreign : foreignHeaders()) {
        if (std::regex_match(header, foreign.pattern) && !foreign.parts.count(part)) {
            return foreign.name + " belongs to " + joined(foreign.parts) + ", not to " + part;
        }
    }
    return "";
}

std::string place(const std::string& path, int line) { return path + ":" + std::to_string(line) + ": "; }

struct Edge {
    std::string to;
    std::string where; // "file:line: "
};
using Graph = std::map<std::string, std::vector<Edge>>;

// Depth first: an edge to a vertex that is still open closes a cycle.
std::vector<std::string> cyclesOf(const Graph& graph)
{
    std::vector<std::string> found, open;
    std::set<std::string> done;
    const std::function<void(const std::string&)> visit = [&](const std::string& vertex) {
        open.push_back(vertex);
        const auto edges = graph.find(vertex);
        for (const Edge& edge : edges == graph.end() ? std::vector<Edge>{} : edges->second) {
            const auto start = std::find(open.begin(), open.end(), edge.to);
            if (start != open.end()) {
                std::string path;
                for (auto step = start; step != open.end(); ++step) path += *step + " -> ";
                found.push_back(edge.where + path + edge.to);
            } else if (!done.count(edge.to)) {
                visit(edge.to);
            }
        }
        open.pop_back();
        done.insert(vertex);
    };
    for (const auto& [vertex, edges] : graph) {
        if (!done.count(vertex)) visit(vertex);
    }
    return found;
}

} // namespace

std::vector<Include> includesOf(const std::string& text)
{
    static const std::regex pattern(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"].*)");
    std::vector<Include> includes;
    std::istringstream lines(text);
    std::string line;
    std::smatch match;
    for (int number = 1; std::getline(lines, line); ++number) {
        if (line.find("include") != std::string::npos && std::regex_match(line, match, pattern)) {
            includes.push_back({number, match[1]});
        }
    }
    return includes;
}

std::string partOf(const std::string& path)
{
    if (path.rfind("meshes/", 0) == 0) return "meshes";
    if (path.rfind("postprocess/", 0) == 0) return "postprocess";
    if (path.rfind("solver/cht/openfoam/", 0) == 0) return "cht/openfoam";
    if (path.rfind("solver/", 0) != 0) return "";
    const std::string rest = path.substr(std::string("solver/").size());
    return rest.substr(0, rest.find('/'));
}

std::vector<std::string> forbiddenIncludes(const std::vector<SourceFile>& tree)
{
    const std::set<std::string> paths = pathsOf(tree);
    std::vector<std::string> found;
    for (const SourceFile& file : tree) {
        const std::string part = partOf(file.path);
        if (!allowedParts().count(part)) {
            found.push_back(place(file.path, 1) +
                            "belongs to no part. Add the part to the table in the developer guide and "
                            "in tests/architecture/Layering.cpp, or move the file.");
            continue;
        }
        for (const Include& include : includesOf(file.text)) {
            const std::string why = objection(part, resolved(file, include.header, paths));
            if (!why.empty()) found.push_back(place(file.path, include.line) + include.header + ": " + why);
        }
    }
    return found;
}

std::vector<std::string> includeCycles(const std::vector<SourceFile>& tree)
{
    const std::set<std::string> paths = pathsOf(tree);
    Graph files, parts;
    for (const SourceFile& file : tree) {
        for (const Include& include : includesOf(file.text)) {
            const std::string target = resolved(file, include.header, paths);
            const Edge edge{target, place(file.path, include.line)};
            if (paths.count(target)) files[file.path].push_back(edge);
            const std::string from = partOf(file.path), to = partOf(target);
            if (!from.empty() && !to.empty() && from != to) parts[from].push_back({to, edge.where});
        }
    }
    std::vector<std::string> found = cyclesOf(parts);
    const std::vector<std::string> ofFiles = cyclesOf(files);
    found.insert(found.end(), ofFiles.begin(), ofFiles.end());
    return found;
}

std::vector<SourceFile> readTree(const std::string& top, const std::vector<std::string>& folders)
{
    namespace fs = std::filesystem;
    static const std::set<std::string> endings = {".h", ".hpp", ".cpp", ".H", ".C"};
    std::vector<SourceFile> tree;
    for (const std::string& folder : folders) {
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(fs::path(top) / folder)) {
            if (!entry.is_regular_file() || !endings.count(entry.path().extension().string())) continue;
            std::ifstream in(entry.path(), std::ios::binary);
            if (!in) throw std::runtime_error("cannot read " + entry.path().string());
            const std::string text{std::istreambuf_iterator<char>(in), {}};
            tree.push_back({fs::relative(entry.path(), top).generic_string(), text});
        }
    }
    std::sort(tree.begin(), tree.end(), [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
    return tree;
}

} // namespace coldloop::architecture
