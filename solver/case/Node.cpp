// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/Node.h"

#include "solver/core/Error.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <tuple>

namespace coldloop::case_file {

std::string Place::text() const { return line > 0 ? fmt::format("{}:{}:{}", source, line, column) : source; }

const Member* Node::find(const std::string& key) const
{
    for (const Member& member : members)
        if (member.key == key) return &member;
    return nullptr;
}

Node Node::ofText(std::string value)
{
    Node node;
    node.type = Type::text;
    node.text = std::move(value);
    return node;
}

Node Node::ofInteger(long long value)
{
    Node node;
    node.type = Type::integer;
    node.integer = value;
    return node;
}

std::string typeName(const Node& node)
{
    switch (node.type) {
    case Node::Type::none: return "nothing";
    case Node::Type::text: return "a text";
    case Node::Type::integer: return "a whole number";
    case Node::Type::number: return "a number";
    case Node::Type::boolean: return "true or false";
    case Node::Type::list: return "a list";
    case Node::Type::table: return "a table";
    case Node::Type::unsupported: return "a date or time";
    }
    throw Bug("Node: a type has no name");
}

namespace {

std::string quoted(const std::string& text)
{
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') result += '\\';
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            result += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
        else
            result += c;
    }
    return result + '"';
}

// Shortest text that reads to the same double, with a mark that it is not a whole number.
std::string floating(double value)
{
    std::string text = fmt::format("{}", value);
    if (text.find_first_of(".enai") == std::string::npos) text += ".0";
    return text;
}

std::string bare(const std::string& key)
{
    const bool plain =
        key.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == std::string::npos;
    return plain && !key.empty() ? key : quoted(key);
}

} // namespace

std::string toToml(const Node& node)
{
    std::string parts;
    switch (node.type) {
    case Node::Type::text: return quoted(node.text);
    case Node::Type::integer: return std::to_string(node.integer);
    case Node::Type::number: return floating(node.number);
    case Node::Type::boolean: return node.boolean ? "true" : "false";
    case Node::Type::list:
        for (const Node& item : node.items) parts += (parts.empty() ? "" : ", ") + toToml(item);
        return "[" + parts + "]";
    case Node::Type::table:
        for (const Member& member : node.members)
            parts += (parts.empty() ? " " : ", ") + bare(member.key) + " = " + toToml(member.value);
        return "{" + parts + " }";
    case Node::Type::none:
    case Node::Type::unsupported: break;
    }
    throw Bug("Node: a value of this type cannot be written");
}

void Errors::throwIfAny() const
{
    if (found_.empty()) return;
    std::map<std::string, std::size_t> order;
    for (const Found& found : found_) order.emplace(found.place.source, order.size());
    std::vector<Found> sorted = found_;
    std::stable_sort(sorted.begin(), sorted.end(), [&](const Found& a, const Found& b) {
        return std::tuple(order[a.place.source], a.place.line, a.place.column) <
               std::tuple(order[b.place.source], b.place.line, b.place.column);
    });
    std::vector<std::string> messages;
    for (const Found& found : sorted) messages.push_back(found.place.text() + ": " + found.message);
    throw InputError(messages);
}

} // namespace coldloop::case_file
