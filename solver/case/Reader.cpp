// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/Reader.h"

#include "solver/case/Values.h"
#include "solver/core/Error.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace coldloop::case_file {

namespace {

std::string variantOf(const Section& section, const Node& table)
{
    if (section.variantKey.empty()) return "";
    const Member* const member = table.find(section.variantKey);
    if (!member) return "";
    Errors reportedWithTheKey;
    return readValue(*section.find(section.variantKey), member->value, "", Sources::optional, reportedWithTheKey).text;
}

} // namespace

const Value& Record::operator[](const std::string& key) const
{
    static const Value none;
    const auto found = values_.find(key);
    if (found != values_.end()) return found->second;
    if (!section || !section->find(key)) throw Bug("case: key '" + key + "' of '" + name + "' is not declared");
    return none;
}

std::vector<const Key*> Record::keys() const
{
    std::vector<const Key*> result;
    const std::string variant = section->variantKey.empty() ? "" : text(section->variantKey);
    for (const Key& key : section->keys)
        if (key.existsFor(variant)) result.push_back(&key);
    return result;
}

std::vector<Placeholder> Record::placeholders() const
{
    std::vector<Placeholder> result;
    for (const Key* key : keys()) {
        const Value& value = (*this)[key->name];
        if (value.placeholder) result.push_back({full(key->name), shown(value), value.low, value.high, value.note});
    }
    return result;
}

Record readRecord(const Section& section, const std::string& name, const Node& table, Sources sources, Errors& errors)
{
    Record record;
    record.section = &section;
    record.name = name;
    record.place = table.place;
    record.given = table.type == Node::Type::table;
    const std::size_t errorsBefore = errors.count();
    const std::string variant = variantOf(section, table);
    for (const Key& key : section.keys) {
        const Member* const member = table.find(key.name);
        const std::string full = record.full(key.name);
        if (member && !key.existsFor(variant)) {
            if (!variant.empty())
                errors.add(member->place,
                           fmt::format("{}: this key belongs to {} = {}, but here it is \"{}\". Remove it", full,
                                       section.variantKey, variantWords(key), variant));
            continue;
        }
        if (!key.existsFor(variant)) continue;
        if (!member && key.required && record.given)
            errors.add(table.place, fmt::format("{} is missing ({}). Add {}", full, key.text, howToWrite(key)));
        Value value = defaultValue(key, full, table.place, errors);
        const Value declared = value;
        if (member) {
            value = readValue(key, member->value, full, sources, errors);
            value.given = true;
        }
        markDeclaredPlaceholder(key, declared, value);
        record.set(key.name, std::move(value));
    }
    record.sound = errors.count() == errorsBefore;
    return record;
}

void rejectUnknownKeys(const Section& section, const Node& table, const std::vector<std::string>& subsections,
                       const std::string& name, Errors& errors)
{
    std::vector<std::string> valid = subsections;
    for (const Key& key : section.keys) valid.push_back(key.name);
    for (const Member& member : table.members) {
        if (std::find(valid.begin(), valid.end(), member.key) != valid.end()) continue;
        errors.add(member.place, fmt::format("{}{}{}: unknown key. The nearest valid key is \"{}\"; valid here are {}",
                                             name, name.empty() ? "" : ".", member.key, nearest(member.key, valid),
                                             fmt::join(valid, ", ")));
    }
}

} // namespace coldloop::case_file
