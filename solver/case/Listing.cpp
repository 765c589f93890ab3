// The texts of `coldloop library`.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/Case.h"
#include "solver/case/Library.h"

#include "solver/core/Error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace coldloop::case_file {

namespace {

// Every entry of the catalogue; throws InputError with all errors in it.
std::vector<const Entry*> allEntries(Library& library)
{
    Errors errors;
    std::vector<const Entry*> entries;
    for (const Section& group : libraryGroups())
        for (const std::string& name : library.names(group.name))
            entries.push_back(library.read(group.name, name, errors));
    errors.throwIfAny();
    return entries;
}

std::string originOf(const Value& value)
{
    if (value.placeholder) {
        const std::string range = value.low.empty() ? "" : fmt::format(", {} to {}", value.low, value.high);
        return "placeholder" + range + ": " + value.note;
    }
    if (value.source.empty()) return "";
    return (value.grade.empty() ? "" : value.grade + ": ") + value.source;
}

std::string shownEntry(const Entry& entry)
{
    std::string text = fmt::format("{}/{}: {}\n", entry.group, entry.name, entry.record.text("description"));
    for (const Key* key : entry.record.keys()) {
        const Value& value = entry.record[key->name];
        if (!value.present() || key->name == "description") continue;
        const std::string written = shown(value), origin = originOf(value);
        // A long list has its source on a line of its own.
        const std::string gap = written.size() > 28 ? fmt::format("\n{:34}", "") : "  ";
        text += fmt::format("  {:30}  {:20}{}\n", key->name, written, origin.empty() ? "" : gap + origin);
    }
    return text;
}

} // namespace

std::string listLibrary(const std::filesystem::path& folder)
{
    Library library(folder);
    std::string text, group;
    for (const Entry* entry : allEntries(library)) {
        if (entry->group != group) text += fmt::format("{}{}\n", group.empty() ? "" : "\n", entry->group);
        group = entry->group;
        const std::size_t guesses = entry->record.placeholders().size();
        text += fmt::format("  {:26} {}{}\n", entry->name, entry->record.text("description"),
                            guesses == 0   ? ""
                            : guesses == 1 ? " [1 placeholder]"
                                           : fmt::format(" [{} placeholders]", guesses));
    }
    return text;
}

namespace {

// "The nearest is ...; " where the two names have at least three letters in a row in common; else nothing is near.
std::string hint(const std::string& name, const std::string& candidate)
{
    for (std::size_t i = 0; i + 3 <= name.size(); ++i)
        if (candidate.find(name.substr(i, 3)) != std::string::npos)
            return fmt::format("The nearest is \"{}\"; ", candidate);
    return "";
}

} // namespace

std::string showLibraryEntry(const std::string& name, const std::filesystem::path& folder)
{
    Library library(folder);
    std::string text;
    std::vector<std::string> names;
    for (const Entry* entry : allEntries(library)) {
        names.push_back(entry->name);
        if (entry->name == name) text += (text.empty() ? "" : "\n") + shownEntry(*entry);
    }
    if (text.empty())
        throw InputError(fmt::format("\"{}\" is not in the catalogue. {}`coldloop library list` shows all entries",
                                     name, hint(name, nearest(name, names))));
    return text;
}

} // namespace coldloop::case_file
