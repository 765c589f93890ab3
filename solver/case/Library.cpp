// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/Library.h"

#include "solver/core/Error.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace coldloop::case_file {

namespace fs = std::filesystem;

namespace {

fs::path defaultFolder()
{
    std::error_code failed;
    const fs::path program = fs::read_symlink("/proc/self/exe", failed);
    const fs::path installed = program.parent_path().parent_path() / "share" / "coldloop" / "library";
    if (!failed && fs::is_directory(installed, failed)) return installed;
    return COLDLOOP_LIBRARY_DIR;
}

const Section& sectionOf(const std::string& group)
{
    for (const Section& section : libraryGroups())
        if (section.name == group) return section;
    throw Bug("case: there is no catalogue group '" + group + "'");
}

// Puts the texts of the entry's [sources] in the place of their names: source = "vertiv" becomes what sources.vertiv
// says. A source of several words stands for itself. Takes [sources] out of the document.
void resolveSources(Node& document, const std::string& entry, Errors& errors)
{
    std::map<std::string, std::string> texts;
    for (const Member& member : document.members)
        if (member.key == "sources")
            for (const Member& source : member.value.members) texts[source.key] = source.value.text;
    const auto isSources = [](const Member& member) { return member.key == "sources"; };
    document.members.erase(std::remove_if(document.members.begin(), document.members.end(), isSources),
                           document.members.end());
    for (Member& member : document.members)
        for (Member& part : member.value.members) {
            if (part.key != "source" || part.value.text.empty() || part.value.text.find(' ') != std::string::npos)
                continue;
            const auto found = texts.find(part.value.text);
            if (found != texts.end() && !found->second.empty())
                part.value.text = found->second;
            else
                errors.add(
                    part.value.place,
                    fmt::format("{}.{}: source \"{}\" is not a text of [sources]. Add sources.{} = \"where it can be "
                                "looked up\"",
                                entry, member.key, part.value.text, part.value.text));
        }
}

} // namespace

Library::Library(const fs::path& folder) : folder_(folder.empty() ? defaultFolder() : folder)
{
    if (!fs::is_directory(folder_))
        throw EnvironmentError("the catalogue " + folder_.string() +
                               " is not there. Install coldloop again, or run it from its source folder");
}

fs::path Library::fileOf(const std::string& group, const std::string& name) const
{
    return folder_ / group / (name + ".toml");
}

std::vector<std::string> Library::names(const std::string& group) const
{
    std::vector<std::string> result;
    std::error_code absent;
    for (const fs::directory_entry& file : fs::directory_iterator(folder_ / group, absent))
        if (file.path().extension() == ".toml") result.push_back(file.path().stem().string());
    std::sort(result.begin(), result.end());
    return result;
}

const Entry* Library::read(const std::string& group, const std::string& name, Errors& errors)
{
    const auto [place, isNew] = entries_.try_emplace(group + "/" + name);
    if (!isNew) return place->second ? &*place->second : nullptr;
    const std::size_t errorsBefore = errors.count();
    Entry entry{group, name, "", {}};
    Node document = parseFile(fileOf(group, name), errors, entry.content);
    if (document.type == Node::Type::none) return nullptr;
    resolveSources(document, name, errors);
    const Section& section = sectionOf(group);
    rejectUnknownKeys(section, document, {}, name, errors);
    entry.record = readRecord(section, name, document, Sources::required, errors);
    if (errors.count() > errorsBefore) return nullptr; // half an entry would only cause follow-up errors
    place->second = std::move(entry);
    return &*place->second;
}

const Entry* Library::use(const std::string& group, const Value& reference, const std::string& full, Errors& errors)
{
    if (reference.text.empty()) return nullptr; // reported as missing or of the wrong type
    const std::vector<std::string> valid = names(group);
    if (std::find(valid.begin(), valid.end(), reference.text) == valid.end()) {
        errors.add(
            reference.place,
            fmt::format("{} = \"{}\" is not in the catalogue. The nearest is \"{}\"; {} has {}. Write one of them, "
                        "or add {}",
                        full, reference.text, nearest(reference.text, valid), group, fmt::join(valid, ", "),
                        (folder_ / group / (reference.text + ".toml")).string()));
        return nullptr;
    }
    const Entry* const entry = read(group, reference.text, errors);
    if (entry && std::find(used_.begin(), used_.end(), entry) == used_.end()) used_.push_back(entry);
    return entry;
}

} // namespace coldloop::case_file
