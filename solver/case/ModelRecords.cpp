// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/ModelRecords.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace coldloop::case_file {

namespace {

// The names that may stand below a section's table besides its keys: "mesh" -> "blocks", "patches".
std::vector<std::string> below(const std::string& section)
{
    const std::string prefix = section.empty() ? "" : section + ".";
    std::set<std::string> names;
    for (const Section& other : modelSections()) {
        if (other.name.empty() || other.name == section || other.name.compare(0, prefix.size(), prefix) != 0) continue;
        const std::string rest = other.name.substr(prefix.size());
        names.insert(rest.substr(0, rest.find('.')));
    }
    return {names.begin(), names.end()};
}

// The node at "mesh.blocks"; nullptr where it is absent.
const Member* memberAt(const Node& document, const std::string& name)
{
    const Node* node = &document;
    const Member* member = nullptr;
    for (std::size_t begin = 0; begin < name.size();) {
        const std::size_t end = std::min(name.find('.', begin), name.size());
        member = node->find(name.substr(begin, end - begin));
        if (!member) return nullptr;
        node = &member->value;
        begin = end + 1;
    }
    return member;
}

void failShape(const Section& section, const Member& member, Errors& errors)
{
    const std::string needed =
        section.repeated
            ? fmt::format("a repeated section is needed. Write [[{}]] with two brackets, once for each", section.name)
        : section.named
            ? fmt::format("sections with names are needed. Write [{}.NAME] on a line of its own and its keys below",
                          section.name)
            : fmt::format("a section is needed. Write [{}] on a line of its own and its keys below", section.name);
    errors.add(member.place, fmt::format("{} is {}, but {}", section.name, typeName(member.value), needed));
}

std::vector<Record> readRepeated(const Section& section, const Member* member, Errors& errors)
{
    std::vector<Record> records;
    if (!member) return records;
    const std::vector<Node>& items = member->value.items;
    const bool tables =
        member->value.type == Node::Type::list &&
        std::all_of(items.begin(), items.end(), [](const Node& item) { return item.type == Node::Type::table; });
    if (!tables) {
        failShape(section, *member, errors);
        return records;
    }
    for (const Node& item : items) {
        rejectUnknownKeys(section, item, {}, section.name, errors);
        records.push_back(readRecord(section, section.name, item, Sources::optional, errors));
    }
    return records;
}

std::vector<std::pair<std::string, Record>> readNamed(const Section& section, const Member* member, Errors& errors)
{
    std::vector<std::pair<std::string, Record>> records;
    if (!member) return records;
    if (member->value.type != Node::Type::table) {
        failShape(section, *member, errors);
        return records;
    }
    for (const Member& each : member->value.members) {
        if (each.value.type != Node::Type::table) {
            failShape(section, each, errors);
            break; // keys of a section without name
        }
        const std::string full = section.name + "." + each.key;
        rejectUnknownKeys(section, each.value, {}, full, errors);
        records.emplace_back(each.key, readRecord(section, full, each.value, Sources::optional, errors));
    }
    return records;
}

Record readPlain(const Section& section, const Node& document, const Member* member, Errors& errors)
{
    const bool top = section.name.empty();
    Node table = top ? document : Node{};
    if (member && member->value.type == Node::Type::table)
        table = member->value;
    else if (member)
        failShape(section, *member, errors);
    rejectUnknownKeys(section, table, below(section.name), section.name, errors);
    return readRecord(section, section.name, table, Sources::optional, errors);
}

std::string linesOf(const Record& record, const std::string& prefix, const std::map<std::string, std::string>& files)
{
    std::string text;
    for (const Key* key : record.keys()) {
        const Value& value = record[key->name];
        if (!value.present()) continue;
        const auto file = files.find(prefix + "." + key->name);
        const Node node = key->form == Form::file && file != files.end() ? Node::ofText(file->second) : value.written;
        text += key->name + " = " + toToml(node) + "\n";
    }
    return text;
}

bool hasRequiredKeys(const Section& section)
{
    return std::any_of(section.keys.begin(), section.keys.end(), [](const Key& key) { return key.required; });
}

// A name as it may stand in a header of TOML.
std::string headerName(const std::string& name)
{
    const bool plain =
        name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == std::string::npos;
    return plain && !name.empty() ? name : toToml(Node::ofText(name));
}

} // namespace

ModelRecords readModelRecords(const Node& document, Errors& errors)
{
    ModelRecords records;
    const bool package = memberAt(document, "package") != nullptr; // which brings mesh, zones and boundaries
    for (const Section& section : modelSections()) {
        const Member* const member = section.name.empty() ? nullptr : memberAt(document, section.name);
        if (!member && section.required && !section.name.empty() && !package)
            errors.add(document.place,
                       fmt::format("section [{}{}] is missing ({}). Add it; docs/model-reference.md lists its keys",
                                   section.name, section.named ? ".NAME" : "",
                                   section.text.substr(0, section.text.find(". "))));
        if (section.repeated)
            records.repeated[section.name] = readRepeated(section, member, errors);
        else if (section.named)
            records.named[section.name] = readNamed(section, member, errors);
        else
            records.sections[section.name] = readPlain(section, document, member, errors);
    }
    return records;
}

std::string effectiveModel(const ModelRecords& records, const std::map<std::string, std::string>& files)
{
    std::string text = "# The effective case: every default filled in.\n";
    const std::string recipe = "mesh." + records.at("mesh").text("recipe");
    for (const Section& section : modelSections()) {
        if (section.repeated) {
            int number = 0;
            for (const Record& record : records.list(section.name))
                text += fmt::format("\n[[{}]]\n{}", section.name,
                                    linesOf(record, fmt::format("{}.{}", section.name, ++number), files));
        } else if (section.named) {
            for (const auto& [name, record] : records.names(section.name))
                text += fmt::format("\n[{}.{}]\n{}", section.name, headerName(name),
                                    linesOf(record, section.name + "." + name, files));
        } else {
            const Record& record = records.at(section.name);
            if (!record.given && hasRequiredKeys(section)) continue;
            if (section.name.compare(0, 5, "mesh.") == 0 && section.name != recipe) continue;
            if (!section.name.empty()) text += "\n[" + section.name + "]\n";
            text += linesOf(record, section.name, files);
        }
    }
    return text;
}

} // namespace coldloop::case_file
