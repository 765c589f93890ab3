// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/Case.h"

#include "solver/core/Error.h"
#include "solver/facility/Feasibility.h"

#include "solver/case/Build.h"
#include "solver/case/Effective.h"
#include "solver/case/Hash.h"
#include "solver/case/Overrides.h"

#include <fmt/format.h>

namespace coldloop::case_file {

namespace {

namespace fs = std::filesystem;

std::vector<std::string> sectionNames()
{
    std::vector<std::string> names;
    for (const Section& section : caseSections())
        if (!section.name.empty() && !section.repeated) names.push_back(section.name);
    return names;
}

// The table of a section, type none where it is absent; an error where it is no table.
Node sectionTable(const Section& section, const Node& document, Errors& errors)
{
    const Member* const member = document.find(section.name);
    if (!member) {
        if (section.required)
            errors.add(document.place,
                       fmt::format("section [{}] is missing ({}). Add it; docs/case-reference.md lists its keys",
                                   section.name, section.text));
        return {};
    }
    if (member->value.type == Node::Type::table) return member->value;
    errors.add(member->place,
               fmt::format("{} is {}, but a section is needed. Write [{}] on a line of its own and its keys "
                           "below",
                           section.name, typeName(member->value), section.name));
    return {};
}

std::vector<Record> readRestrictions(const Section& section, const Node& racks, Errors& errors)
{
    const Member* const member = racks.find("restriction");
    if (!member) return {};
    std::vector<Record> records;
    bool tables = member->value.type == Node::Type::list;
    for (const Node& item : member->value.items) tables = tables && item.type == Node::Type::table;
    if (!tables) {
        errors.add(member->place,
                   fmt::format("{} is {}, but a repeated section is needed. Write [[{}]] with two brackets, "
                               "once for each",
                               section.name, typeName(member->value), section.name));
        return {};
    }
    for (const Node& item : member->value.items) {
        rejectUnknownKeys(section, item, {}, section.name, errors);
        records.push_back(readRecord(section, section.name, item, Sources::optional, errors));
    }
    return records;
}

CaseRecords readSections(const Node& document, Errors& errors)
{
    CaseRecords records;
    for (const Section& section : caseSections()) {
        if (section.repeated) continue;
        const bool top = section.name.empty();
        const Node table = top ? document : sectionTable(section, document, errors);
        const auto subsections =
            top ? sectionNames() : std::vector<std::string>(section.name == "racks" ? 1 : 0, "restriction");
        rejectUnknownKeys(section, table, subsections, section.name, errors);
        records.sections[section.name] = readRecord(section, section.name, table, Sources::optional, errors);
        if (section.name == "racks")
            for (const Section& repeated : caseSections())
                if (repeated.repeated) records.restrictions = readRestrictions(repeated, table, errors);
    }
    return records;
}

// Fills in what depends on the catalogue.
void resolveDefaults(CaseRecords& records, Library& library, Errors& errors)
{
    Record& tcs = records.sections.at("tcs");
    if (tcs.has("pumps-running")) return;
    const Record* const cdu = Catalogue(library, errors).entry(tcs, "cdu");
    if (!cdu) return;
    Value value;
    value.number = pumpsRunning(tcs, *cdu);
    value.written = Node::ofInteger(pumpsRunning(tcs, *cdu));
    tcs.set("pumps-running", std::move(value));
}

std::string hashOf(const CaseRecords& records, const Library& library, const std::string& trace)
{
    Hash hash;
    hash.mix(effectiveCase(records, "")); // a trace counts by its content, not by where it lies
    for (const Entry* entry : library.used()) {
        hash.mix(entry->group + "/" + entry->name);
        hash.mix(entry->content);
    }
    if (!trace.empty()) hash.mixFile(trace);
    return hash.text();
}

std::vector<Placeholder> placeholdersOf(const CaseRecords& records, const Library& library)
{
    std::vector<Placeholder> result;
    const auto append = [&](const Record& record) {
        for (Placeholder& placeholder : record.placeholders()) result.push_back(std::move(placeholder));
    };
    for (const Section& section : caseSections())
        if (!section.repeated) append(records.at(section.name));
    for (const Record& record : records.restrictions) append(record);
    // A chiller that is named but off has no effect on the result.
    const Record& plant = records.at("plant");
    const bool trimIsIdle = !plant["trim"].flag && plant.text("trim-chiller") != plant.text("room-chiller");
    for (const Entry* entry : library.used())
        if (!(trimIsIdle && entry->group == "chillers" && entry->name == plant.text("trim-chiller")))
            append(entry->record);
    return result;
}

} // namespace

LoadedCase loadCase(const fs::path& path, const std::vector<std::string>& overrides, const fs::path& libraryFolder)
{
    Errors errors;
    Library library(libraryFolder);
    std::string content;
    Node document = parseFile(path, errors, content);
    errors.throwIfAny(); // nothing to look at
    applyOverrides(document, overrides, caseSections(), "docs/case-reference.md", errors);
    CaseRecords records = readSections(document, errors);
    const fs::path absolute = fs::absolute(path).lexically_normal();

    LoadedCase loaded;
    loaded.path = absolute;
    loaded.parameters = buildParameters(records, absolute.parent_path(), Catalogue(library, errors));
    errors.throwIfAny();
    try {
        facility::cduUa(loaded.parameters);
        facility::isolatingUa(loaded.parameters);
    } catch (const InputError& error) {
        throw InputError(path.string() + ": " + error.what());
    }
    resolveDefaults(records, library, errors);
    const Record& workload = records.at("workload");
    const std::string trace =
        workload.text("kind") == "imported" ? traceFile(workload, absolute.parent_path()).string() : "";
    loaded.effective = effectiveCase(records, trace);
    loaded.hash = hashOf(records, library, trace);
    loaded.placeholders = placeholdersOf(records, library);
    return loaded;
}

} // namespace coldloop::case_file
