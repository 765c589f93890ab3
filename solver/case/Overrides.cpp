// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/Overrides.h"

#include "solver/case/Reader.h"

#include <algorithm>
#include <fmt/format.h>

namespace coldloop::case_file {

namespace {

std::string joined(const Section& section, const std::string& key)
{
    return section.name.empty() ? key : section.name + "." + key;
}

// "zones.coolant.material" for the section [zones.NAME] and its key; NAME is empty where `name` is not of that section.
struct NamedKey {
    std::string name, key;
};
NamedKey inNamed(const Section& section, const std::string& name)
{
    const std::string prefix = section.name + ".";
    const std::size_t dot = name.rfind('.');
    if (!section.named || name.compare(0, prefix.size(), prefix) != 0 || dot <= prefix.size()) return {};
    return {name.substr(prefix.size(), dot - prefix.size()), name.substr(dot + 1)};
}

// The key that can be set nearest to `name`: of its own section where that exists.
std::string nearestSettable(const std::string& name, const std::vector<Section>& sections)
{
    const std::size_t dot = name.rfind('.');
    const std::string sectionName = dot == std::string::npos ? "" : name.substr(0, dot);
    std::vector<std::string> all, own;
    for (const Section& section : sections) {
        if (section.repeated) {
            all.push_back(section.name);
            continue;
        }
        const bool within = section.name == sectionName || !inNamed(section, name).name.empty();
        for (const Key& key : section.keys) {
            all.push_back(joined(section, section.named ? "NAME." + key.name : key.name));
            if (within) own.push_back(key.name);
        }
    }
    if (sectionName.empty() || own.empty()) return nearest(name, all);
    return sectionName + "." + nearest(name.substr(dot + 1), own);
}

// The table of a section, made where it is absent. nullptr where something else stands there.
Node* tableOf(Node& document, const std::string& name, const Place& place)
{
    Node* table = &document;
    for (std::size_t begin = 0; begin < name.size();) {
        const std::size_t end = std::min(name.find('.', begin), name.size());
        const std::string part = name.substr(begin, end - begin);
        if (!table->find(part)) {
            Node made;
            made.type = Node::Type::table;
            made.place = place;
            table->members.push_back({part, place, made});
        }
        for (Member& member : table->members)
            if (member.key == part) table = &member.value;
        if (table->type != Node::Type::table) return nullptr;
        begin = end + 1;
    }
    return table;
}

void put(Node& table, const std::string& key, Node value, const Place& place)
{
    for (Member& member : table.members)
        if (member.key == key) {
            member.value = std::move(value);
            member.place = place;
            return;
        }
    table.members.push_back({key, place, std::move(value)});
}

void setPlaces(Node& node, const Place& place)
{
    node.place = place;
    for (Node& item : node.items) setPlaces(item, place);
    for (Member& member : node.members) {
        member.place = place;
        setPlaces(member.value, place);
    }
}

struct Target {
    std::string table, key; // the section that holds the key
    Node value;
};

// Where an override goes; an empty key where there is no such key.
Target targetOf(const std::string& name, const std::string& text, const std::vector<Section>& sections)
{
    for (const Section& section : sections) {
        if (section.repeated && section.name == name) {
            const std::size_t dot = name.rfind('.');
            const Node value = parseValue(text, {});
            return {dot == std::string::npos ? "" : name.substr(0, dot), name.substr(dot + 1),
                    value.type == Node::Type::none ? Node::ofText(text) : value};
        }
        if (section.repeated) continue;
        const NamedKey named = inNamed(section, name);
        if (const Key* const key = named.name.empty() ? nullptr : section.find(named.key))
            return {section.name + "." + named.name, named.key, nodeOfBareText(*key, text)};
        if (section.named) continue;
        for (const Key& key : section.keys)
            if (joined(section, key.name) == name) return {section.name, key.name, nodeOfBareText(key, text)};
    }
    return {};
}

std::string trimmed(const std::string& text)
{
    const std::size_t begin = text.find_first_not_of(" \t");
    return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

void applyOverride(Node& document, const std::string& text, const std::vector<Section>& sections,
                   const std::string& page, std::vector<std::string>& seen, Errors& errors)
{
    const Place place{"--set " + text, 0, 0};
    const std::size_t equals = text.find('=');
    const std::string name = trimmed(text.substr(0, equals));
    if (equals == std::string::npos || name.empty() || trimmed(text.substr(equals + 1)).empty())
        return errors.add(place, "this is not key=value. Write for example --set \"tcs.supply-setpoint=45 degC\"");
    Target target = targetOf(name, trimmed(text.substr(equals + 1)), sections);
    if (target.key.empty())
        return errors.add(place, fmt::format("{}: unknown key. The nearest valid key is \"{}\"; {} lists all", name,
                                             nearestSettable(name, sections), page));
    if (std::find(seen.begin(), seen.end(), name) != seen.end())
        return errors.add(place, name + " is set twice. Drop one of them");
    seen.push_back(name);
    setPlaces(target.value, place);
    Node* const table = tableOf(document, target.table, place);
    if (!table) return; // reported when the section is read
    put(*table, target.key, std::move(target.value), place);
}

} // namespace

std::vector<std::string> applyOverrides(Node& document, const std::vector<std::string>& overrides,
                                        const std::vector<Section>& sections, const std::string& page, Errors& errors)
{
    std::vector<std::string> seen;
    for (const std::string& text : overrides) applyOverride(document, text, sections, page, seen, errors);
    return seen;
}

} // namespace coldloop::case_file
