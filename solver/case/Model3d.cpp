// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/Model3d.h"

#include "solver/case/BuildModel.h"
#include "solver/case/Hash.h"
#include "solver/case/ModelKeys.h"
#include "solver/case/Overrides.h"
#include "solver/core/Error.h"

#include <algorithm>
#include <fmt/format.h>
#include <sstream>

namespace coldloop::case_file {

namespace {

namespace fs = std::filesystem;

Node* tableOf(Node& document, const std::string& key)
{
    for (Member& member : document.members)
        if (member.key == key) return &member.value;
    return nullptr;
}

// mesh.file set by --set takes the place of the recipe, and the reverse.
void dropRivals(Node& document, const std::vector<std::string>& set)
{
    Node* const mesh = tableOf(document, "mesh");
    if (!mesh) return;
    const auto isSet = [&](const char* name) { return std::find(set.begin(), set.end(), name) != set.end(); };
    const bool file = isSet("mesh.file"), recipe = isSet("mesh.recipe"), surfaces = isSet("mesh.surfaces");
    std::vector<std::string> rivals;
    if (int(file) + int(recipe) + int(surfaces) != 1) return; // none, or told as too many
    const Member* const chosen = mesh->find("recipe");
    for (const std::string& name : recipeNames())
        if (!recipe || !chosen || chosen->value.text != name) rivals.push_back(name); // sections of other recipes
    if (!recipe) rivals.push_back("recipe");
    if (!file) rivals.push_back("file");
    if (!surfaces) rivals.push_back("surfaces");
    const auto isRival = [&](const Member& member) {
        return std::find(rivals.begin(), rivals.end(), member.key) != rivals.end();
    };
    mesh->members.erase(std::remove_if(mesh->members.begin(), mesh->members.end(), isRival), mesh->members.end());
}

// A mesh may be large: it counts by the names and sizes of its files.
void mixMesh(Hash& hash, const fs::path& path)
{
    std::error_code ignored;
    std::vector<std::string> files;
    if (fs::is_directory(path, ignored)) {
        for (const fs::directory_entry& entry : fs::directory_iterator(path, ignored))
            if (entry.is_regular_file(ignored))
                files.push_back(fmt::format("{} {}", entry.path().filename().string(), entry.file_size(ignored)));
    } else {
        files.push_back(fmt::format("{}", fs::file_size(path, ignored)));
    }
    std::sort(files.begin(), files.end());
    for (const std::string& file : files) hash.mix(file);
}

// Without the lines that say how long to try: a stalled run is resumed with more iterations or other solver options.
std::string withoutPatience(const std::string& effective)
{
    std::string rest;
    std::istringstream lines(effective);
    for (std::string line; std::getline(lines, line);) {
        const std::string key = line.substr(0, line.find(" ="));
        if (key != "flow-iterations" && key != "energy-iterations" && key != "coupling-iterations" && key != "petsc")
            rest += line + "\n";
    }
    return rest;
}

std::string hashOf(const ModelRecords& records, const Library& library, const std::map<std::string, std::string>& files)
{
    Hash hash;
    std::map<std::string, std::string> nameless; // a file counts by its content, not by where it lies
    for (const auto& [key, file] : files) nameless[key] = "";
    hash.mix(withoutPatience(effectiveModel(records, nameless)));
    for (const Entry* entry : library.used()) {
        hash.mix(entry->group + "/" + entry->name);
        hash.mix(entry->content);
    }
    for (const auto& [key, file] : files) {
        hash.mix(key);
        key == "mesh.file" ? mixMesh(hash, file) : hash.mixFile(file); // also tables and surfaces
    }
    return hash.text();
}

// Several zones of one material name the same numbers.
std::vector<Placeholder> eachOnce(std::vector<Placeholder> all)
{
    std::vector<Placeholder> once;
    for (Placeholder& one : all)
        if (std::none_of(once.begin(), once.end(), [&](const Placeholder& p) { return p.name == one.name; }))
            once.push_back(std::move(one));
    return once;
}

} // namespace

fs::path ModelBuild::file(const Record& record, const std::string& key, const std::string& prefix)
{
    const std::string& written = record.text(key);
    if (written.empty()) return {};
    std::error_code ignored;
    fs::path found = (folder / written).lexically_normal(); // an absolute file stays itself
    const bool fromCommandLine = record[key].place.line == 0;
    if (fromCommandLine && !fs::exists(found, ignored)) found = fs::absolute(written).lexically_normal();
    if (!fs::exists(found, ignored)) {
        fail(record, key,
             fmt::format("is not there: {} does not exist. Give its path from the case's folder", found.string()));
        return {};
    }
    files[prefix + "." + key] = found.string();
    return found;
}

void ModelBuild::fail(const Record& record, const std::string& key, const std::string& message) const
{
    errors.add(record[key].place, fmt::format("{} = {} {}", record.full(key), shown(record[key]), message));
}

std::function<double(double)> ModelBuild::schedule(const Record& record) const
{
    const std::vector<double>&times = record["times"].numbers, &factors = record["factors"].numbers;
    if (times.size() != factors.size()) {
        errors.add(record.place,
                   fmt::format("{}: `times` has {} values and `factors` {}. Give one factor for each time", record.name,
                               times.size(), factors.size()));
        return nullptr;
    }
    if (times.empty()) return nullptr;
    return [times, factors](double time) {
        const auto after = std::upper_bound(times.begin(), times.end(), time);
        if (after == times.begin()) return factors.front();
        if (after == times.end()) return factors.back();
        const auto i = static_cast<std::size_t>(after - times.begin());
        const double share = (time - times[i - 1]) / (times[i] - times[i - 1]);
        return factors[i - 1] + share * (factors[i] - factors[i - 1]);
    };
}

int ModelBuild::given(const Record& record, const std::vector<std::string>& keys)
{
    return static_cast<int>(
        std::count_if(keys.begin(), keys.end(), [&](const std::string& key) { return record.has(key); }));
}

bool isModel(const fs::path& path)
{
    Errors ignored;
    std::string content;
    const Node document = parseFile(path, ignored, content);
    const auto has = [&](const char* section) { return document.find(section) != nullptr; };
    return (has("mesh") || has("package") || has("zones") || has("boundaries")) && !has("racks") && !has("tcs");
}

LoadedModel loadModel(const fs::path& path, const std::vector<std::string>& overrides, const fs::path& libraryFolder)
{
    Errors errors;
    Library library(libraryFolder);
    std::string content;
    Node document = parseFile(path, errors, content);
    errors.throwIfAny(); // nothing to look at
    dropRivals(document, applyOverrides(document, overrides, modelSections(), "docs/model-reference.md", errors));
    const ModelRecords records = readModelRecords(document, errors);

    LoadedModel loaded;
    loaded.path = fs::absolute(path).lexically_normal();
    ModelBuild build{records, library, errors, loaded.path.parent_path()};
    build.model.title = records.at("").text("title");
    build.model.places["mesh"] = records.at("mesh").place.text();
    buildMesh(build);
    buildPhysics(build);
    buildZones(build);
    buildBoundaries(build);
    buildPackage(build);
    buildControl(build);
    errors.throwIfAny();
    loaded.model = std::move(build.model);
    loaded.effective = effectiveModel(records, build.files);
    loaded.hash = hashOf(records, library, build.files);
    loaded.placeholders = eachOnce(std::move(build.placeholders));
    return loaded;
}

} // namespace coldloop::case_file
