// The only source that sees toml++.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/Node.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string_view>
#include <toml++/toml.h>

namespace coldloop::case_file {

namespace {

Place placeOf(const toml::source_region& region, const Place& document)
{
    if (document.line == 0) return document; // an override has no lines
    return {document.source, static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}

Node converted(const toml::node& node, const Place& document);

void convertTable(const toml::table& table, const Place& document, Node& result)
{
    result.type = Node::Type::table;
    for (const auto& [key, value] : table)
        result.members.push_back({std::string(key.str()), placeOf(key.source(), document), converted(value, document)});
    // toml++ sorts by name; the file's order reads better in messages and in the effective case.
    std::stable_sort(result.members.begin(), result.members.end(), [](const Member& a, const Member& b) {
        return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
    });
}

Node converted(const toml::node& node, const Place& document)
{
    Node result;
    result.place = placeOf(node.source(), document);
    if (const auto* text = node.as_string()) {
        result.type = Node::Type::text;
        result.text = text->get();
    } else if (const auto* integer = node.as_integer()) {
        result.type = Node::Type::integer;
        result.integer = integer->get();
    } else if (const auto* number = node.as_floating_point()) {
        result.type = Node::Type::number;
        result.number = number->get();
    } else if (const auto* boolean = node.as_boolean()) {
        result.type = Node::Type::boolean;
        result.boolean = boolean->get();
    } else if (const auto* list = node.as_array()) {
        result.type = Node::Type::list;
        for (const toml::node& item : *list) result.items.push_back(converted(item, document));
    } else if (const auto* table = node.as_table()) {
        convertTable(*table, document, result);
    } else {
        result.type = Node::Type::unsupported;
    }
    return result;
}

bool isBlank(const std::string& text) { return text.find_first_not_of(" \t\r\n") == std::string::npos; }

// Reads the whole file; false when an error was added.
bool readText(const std::filesystem::path& path, Errors& errors, std::string& content)
{
    const Place file{path.string(), 0, 0};
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) {
        errors.add(file, "this is a folder, not a case file. Give the file in it, for example " +
                             (path / "case.toml").string());
        return false;
    }
    if (!std::filesystem::exists(path, ignored)) {
        errors.add(file, "there is no such file. Check the name, or give the path from the current folder");
        return false;
    }
    std::ifstream stream(path, std::ios::binary);
    std::ostringstream all;
    if (stream) all << stream.rdbuf();
    if (!stream) {
        errors.add(file, std::string("the file cannot be read (") + std::strerror(errno) + "). Check its permissions");
        return false;
    }
    content = all.str();
    if (isBlank(content)) {
        errors.add(Place{path.string(), 1, 1},
                   "the file is empty. Start from a copy of an example, cases/gb200-nvl72/case.toml");
        return false;
    }
    return true;
}

} // namespace

Node parseFile(const std::filesystem::path& path, Errors& errors, std::string& content)
{
    if (!readText(path, errors, content)) return {};
    try {
        const toml::table table = toml::parse(content, path.string());
        Node node = converted(table, Place{path.string(), 1, 1});
        node.place = {path.string(), 1, 1};
        return node;
    } catch (const toml::parse_error& error) {
        errors.add(placeOf(error.source(), Place{path.string(), 1, 1}),
                   "this is not valid TOML: " + std::string(error.description()) +
                       ". Complete or correct the line (https://toml.io)");
        return {};
    }
}

Node parseValue(const std::string& text, const Place& place)
{
    // A line break would let the text add keys of its own.
    if (text.find('\n') != std::string::npos) return {};
    try {
        const toml::table table = toml::parse("value = " + text);
        if (table.size() != 1) return {};
        return converted(*table.get("value"), Place{place.source, 0, 0});
    } catch (const toml::parse_error&) {
        return {};
    }
}

} // namespace coldloop::case_file
