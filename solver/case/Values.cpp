// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/Values.h"

#include "solver/case/Scalars.h"
#include "solver/core/Error.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace coldloop::case_file {

namespace {

const std::vector<std::string> factKeys = {"value",       "values", "unit", "source", "grade",
                                           "placeholder", "low",    "high", "note"};

bool isNumber(const Key& key)
{
    return key.form == Form::quantity || key.form == Form::quantities || key.form == Form::matrix ||
           key.form == Form::count || key.form == Form::counts;
}

std::string textMember(const Node& table, const std::string& name, const std::string& full, Errors& errors)
{
    const Member* const member = table.find(name);
    if (!member) return "";
    if (member->value.type == Node::Type::text) return member->value.text;
    if (member->value.numeric()) return fmt::format("{}", member->value.asNumber());
    errors.add(member->value.place, fmt::format("{}.{} is {}, but a text is needed. Write it with quotes", full, name,
                                                typeName(member->value)));
    return "";
}

// The parts of { value = ..., source = ... }; returns the content, or nullptr after an error.
const Node* openFact(const Node& table, const std::string& full, Value& value, Errors& errors)
{
    for (const Member& member : table.members)
        if (std::find(factKeys.begin(), factKeys.end(), member.key) == factKeys.end())
            errors.add(member.place,
                       fmt::format("{}.{}: unknown key. The nearest valid key is \"{}\"; valid are {}", full,
                                   member.key, nearest(member.key, factKeys), fmt::join(factKeys, ", ")));
    value.unit = textMember(table, "unit", full, errors);
    value.source = textMember(table, "source", full, errors);
    value.grade = textMember(table, "grade", full, errors);
    value.low = textMember(table, "low", full, errors);
    value.high = textMember(table, "high", full, errors);
    value.note = textMember(table, "note", full, errors);
    if (const Member* const mark = table.find("placeholder")) {
        if (mark->value.type == Node::Type::boolean)
            value.placeholder = mark->value.boolean;
        else
            errors.add(mark->value.place, full + ".placeholder must be true or false, without quotes");
    }
    const Member* const one = table.find("value");
    const Member* const many = table.find("values");
    if (!one == !many) {
        errors.add(table.place,
                   fmt::format("{} needs either `value` or `values`. Write {{ value = ..., source = \"...\" }}", full));
        return nullptr;
    }
    return &(one ? one : many)->value;
}

void checkSource(const Key& key, const std::string& full, const Value& value, Errors& errors)
{
    if (!value.placeholder && value.source.empty())
        errors.add(value.place,
                   fmt::format("{} has neither a source nor placeholder = true. Write {{ value = ..., source "
                               "= \"where it can be looked up\" }} or {{ value = ..., placeholder = true, "
                               "low = ..., high = ..., note = \"...\" }}",
                               full));
    if (!value.placeholder) return;
    if (value.note.empty())
        errors.add(value.place, full + " is a placeholder without note. Add note = \"why this value\"");
    if (key.form == Form::quantity && (value.low.empty() || value.high.empty()))
        errors.add(value.place, full + " is a placeholder without low and high. Add the range that it may have");
}

// A placeholder's range must be readable and hold the value.
void checkPlaceholderRange(const Key& key, const std::string& full, const Value& value, Errors& errors)
{
    if (!value.placeholder || key.form != Form::quantity || value.low.empty() || value.high.empty()) return;
    try {
        const double low = parseQuantity(value.low, key.kind), high = parseQuantity(value.high, key.kind);
        if (!(low <= value.number && value.number <= high))
            errors.add(value.place,
                       fmt::format("{} = {} is outside its own placeholder range {} to {}. Correct one of them", full,
                                   shown(value), value.low, value.high));
    } catch (const InputError& error) {
        errors.add(value.place, full + ", low and high: " + error.what());
    }
}

// "70 %" and 0.7 differ by rounding.
bool same(double a, double b) { return std::abs(a - b) <= 1e-12 * std::max(std::abs(a), std::abs(b)); }

} // namespace

Value readValue(const Key& key, const Node& node, const std::string& full, Sources sources, Errors& errors)
{
    Value value;
    value.written = node;
    value.place = node.place;
    const bool fact = node.type == Node::Type::table;
    const Node* const content = fact ? openFact(node, full, value, errors) : &node;
    if (!content) return value;
    interpret(key, *content, value.unit, full, value, errors);
    if (sources == Sources::required && (fact || isNumber(key))) checkSource(key, full, value, errors);
    checkPlaceholderRange(key, full, value, errors);
    return value;
}

Value defaultValue(const Key& key, const std::string& full, const Place& place, Errors& errors)
{
    Value value;
    value.place = place;
    if (key.fallback.empty()) return value;
    value.written = nodeOfBareText(key, key.fallback);
    value.written.place = place;
    interpret(key, value.written, "", full, value, errors);
    return value;
}

void markDeclaredPlaceholder(const Key& key, const Value& declared, Value& value)
{
    if (!key.placeholder || value.placeholder || !value.source.empty() || !same(value.number, declared.number)) return;
    value.placeholder = true;
    value.low = key.low;
    value.high = key.high;
    value.note = key.note;
}

Node nodeOfBareText(const Key& key, const std::string& text)
{
    const bool textual =
        key.form == Form::text || key.form == Form::choice || key.form == Form::reference || key.form == Form::file;
    const Node value = parseValue(text, {});
    if (textual) return value.type == Node::Type::text ? value : Node::ofText(text);
    return value.type == Node::Type::none ? Node::ofText(text) : value;
}

namespace {
// Repeated texts counted: "8 x compute, 9 x switch".
std::string countedRuns(const std::vector<std::string>& texts)
{
    std::string result;
    for (std::size_t begin = 0, end = 0; begin < texts.size(); begin = end) {
        while (end < texts.size() && texts[end] == texts[begin]) ++end;
        result += fmt::format("{}{} x {}", begin ? ", " : "", end - begin, texts[begin]);
    }
    return result;
}
} // namespace

std::string shown(const Value& value)
{
    if (!value.texts.empty()) return countedRuns(value.texts);
    const Node* node = &value.written;
    if (node->type == Node::Type::table)
        if (const Member* const member = node->find(node->find("value") ? "value" : "values")) node = &member->value;
    if (node->type == Node::Type::none) return "";
    const std::string plain = node->type == Node::Type::text ? node->text : toToml(*node);
    return value.unit.empty() ? plain : plain + " " + value.unit;
}

} // namespace coldloop::case_file
