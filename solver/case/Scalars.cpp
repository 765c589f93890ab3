// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/Scalars.h"

#include "solver/core/Error.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace coldloop::case_file {

namespace {

struct Context {
    const Key& key;
    const std::string& full;
    Errors& errors;

    void fail(const Place& place, const std::string& message) const { errors.add(place, full + " " + message); }
};

std::string shownNode(const Node& node)
{
    const bool writable = node.type != Node::Type::none && node.type != Node::Type::unsupported;
    return writable ? "= " + toToml(node) : "holds " + typeName(node);
}

void failType(const Context& context, const Node& node)
{
    const std::string wanted = formWords(context.key);
    context.fail(node.place, fmt::format("{} is {}; needed: {}. Write {}", shownNode(node), typeName(node), wanted,
                                         howToWrite(context.key)));
}

// Adds an error and is false where `number` leaves the declared range. A bound is written as the key's values are.
bool checkRange(const Context& context, const Node& node, double number, const std::string& written)
{
    const Range& range = context.key.range;
    const auto bound = [&](const std::string& text) {
        return context.key.form == Form::quantity || context.key.form == Form::quantities
                   ? parseQuantity(text, context.key.kind)
                   : std::stod(text);
    };
    bool inside = std::isfinite(number);
    if (!range.low.empty()) inside = inside && (range.lowOpen ? number > bound(range.low) : number >= bound(range.low));
    if (!range.high.empty())
        inside = inside && (range.highOpen ? number < bound(range.high) : number <= bound(range.high));
    if (!inside)
        context.fail(node.place, fmt::format("= {} is out of range ({}). Write a value {}", written, context.key.text,
                                             range.words().empty() ? "that is finite" : range.words()));
    return inside;
}

// A quantity in SI; not a number after an error.
double quantityOf(const Context& context, const Node& node, const std::string& unit)
{
    const double wrong = std::nan("");
    const Kind kind = context.key.kind;
    std::string text;
    if (node.type == Node::Type::text)
        text = node.text;
    else if (node.numeric() && (kind == Kind::dimensionless || !unit.empty()))
        text = fmt::format("{}{}{}", node.asNumber(), unit.empty() ? "" : " ", unit);
    else if (node.numeric()) {
        context.fail(node.place, fmt::format("{} has no unit, but a {} is needed. Write {}", shownNode(node),
                                             kindName(kind), howToWrite(context.key)));
        return wrong;
    } else {
        failType(context, node);
        return wrong;
    }
    try {
        const double number = node.numeric() && unit.empty() ? node.asNumber() : parseQuantity(text, kind);
        const std::string written = node.type == Node::Type::text ? "\"" + text + "\"" : text;
        return checkRange(context, node, number, written) ? number : wrong;
    } catch (const InputError& error) {
        context.fail(node.place, "= \"" + text + "\": " + error.what());
        return wrong;
    }
}

double countOf(const Context& context, const Node& node)
{
    if (node.type != Node::Type::integer) {
        failType(context, node);
        return std::nan("");
    }
    const auto number = static_cast<double>(node.integer);
    return checkRange(context, node, number, std::to_string(node.integer)) ? number : std::nan("");
}

std::string choiceOf(const Context& context, const Node& node)
{
    if (node.type != Node::Type::text) {
        failType(context, node);
        return "";
    }
    const std::vector<std::string>& valid = context.key.choices;
    if (std::find(valid.begin(), valid.end(), node.text) != valid.end()) return node.text;
    context.fail(node.place, fmt::format("= \"{}\" is not known. The nearest is \"{}\". Write {}", node.text,
                                         nearest(node.text, valid), formWords(context.key)));
    return "";
}

void checkList(const Context& context, const Node& content, const Value& value, std::size_t errorsOfItems)
{
    const Key& key = context.key;
    if (content.items.empty()) context.fail(content.place, "is an empty list. Write " + howToWrite(key));
    if (key.length && content.items.size() != key.length)
        context.fail(content.place, fmt::format("has {} values, but {} are needed ({}). Complete the list",
                                                content.items.size(), key.length, key.text));
    if (!key.increasing || errorsOfItems) return;
    for (std::size_t i = 1; i < value.numbers.size(); ++i)
        if (value.numbers[i] <= value.numbers[i - 1]) {
            context.fail(content.items[i].place,
                         fmt::format("has {} after {}, but its values must increase. Sort them and drop repeated ones",
                                     toToml(content.items[i]), toToml(content.items[i - 1])));
            return;
        }
}

void interpretList(const Context& context, const Node& content, const std::string& unit, Value& value)
{
    if (context.key.orOne && content.type != Node::Type::list) {
        Node list;
        list.type = Node::Type::list;
        list.place = content.place;
        list.items = {content};
        return interpretList(context, list, unit, value);
    }
    if (content.type != Node::Type::list) return failType(context, content);
    std::size_t wrong = 0;
    for (const Node& item : content.items) {
        if (context.key.form == Form::texts) {
            if (item.type != Node::Type::text) failType(context, item);
            value.texts.push_back(item.text);
            continue;
        }
        if (context.key.form == Form::choices) {
            value.texts.push_back(choiceOf(context, item));
            continue;
        }
        value.numbers.push_back(context.key.form == Form::counts ? countOf(context, item)
                                                                 : quantityOf(context, item, unit));
        wrong += std::isnan(value.numbers.back()) ? 1 : 0;
    }
    checkList(context, content, value, wrong);
}

void interpretMatrix(const Context& context, const Node& content, Value& value)
{
    if (content.type != Node::Type::list) return failType(context, content);
    for (const Node& row : content.items) {
        if (row.type != Node::Type::list) return failType(context, row);
        value.rows.emplace_back();
        for (const Node& item : row.items) {
            if (!item.numeric()) return failType(context, item);
            value.rows.back().push_back(item.asNumber());
        }
    }
}

} // namespace

void interpret(const Key& key, const Node& content, const std::string& unit, const std::string& full, Value& value,
               Errors& errors)
{
    const Context context{key, full, errors};
    const auto numberOrZero = [](double number) { return std::isnan(number) ? 0.0 : number; };
    switch (key.form) {
    case Form::quantity: value.number = numberOrZero(quantityOf(context, content, unit)); break;
    case Form::count: value.number = numberOrZero(countOf(context, content)); break;
    case Form::choice: value.text = choiceOf(context, content); break;
    case Form::quantities:
    case Form::counts:
    case Form::texts:
    case Form::choices: interpretList(context, content, unit, value); break;
    case Form::matrix: interpretMatrix(context, content, value); break;
    case Form::flag:
        if (content.type != Node::Type::boolean) return failType(context, content);
        value.flag = content.boolean;
        break;
    case Form::text:
    case Form::reference:
    case Form::file:
        if (content.type != Node::Type::text) return failType(context, content);
        if (content.text.empty()) context.fail(content.place, "is an empty text. Write " + howToWrite(key));
        value.text = content.text;
        break;
    }
}

} // namespace coldloop::case_file
