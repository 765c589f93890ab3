// A TOML document as a plain tree that remembers where each value stands, and the list of errors found in it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace coldloop::case_file {

// "file:line:column", or "--set key=value" for an override.
struct Place {
    std::string source;
    int line = 0, column = 0; // from 1; 0: the source has no lines
    std::string text() const;
};

struct Member;

struct Node {
    enum class Type { none, text, integer, number, boolean, list, table, unsupported /* dates and times */ };
    Type type = Type::none;
    std::string text;
    long long integer = 0;
    double number = 0;
    bool boolean = false;
    std::vector<Node> items;     // of a list
    std::vector<Member> members; // of a table, in the order of the file
    Place place;

    const Member* find(const std::string& key) const; // nullptr where absent
    bool numeric() const { return type == Type::integer || type == Type::number; }
    double asNumber() const { return type == Type::integer ? static_cast<double>(integer) : number; }

    static Node ofText(std::string value);
    static Node ofInteger(long long value);
};

struct Member {
    std::string key;
    Place place; // of the key
    Node value;
};

// The type in words: "a text", "a whole number", "a list".
std::string typeName(const Node& node);

// The node as TOML on one line: "86.7 L/min" with quotes, 0.5, [1, 2], { value = 1 }. It reads to the same value.
std::string toToml(const Node& node);

// Collects every error of a case, so that they can be reported together.
class Errors {
public:
    void add(const Place& place, const std::string& message) { found_.push_back({place, message}); }
    std::size_t count() const { return found_.size(); }
    // InputError with all messages, "place: message": sources in the order of their first error, each by line and
    // column.
    void throwIfAny() const;

private:
    struct Found {
        Place place;
        std::string message;
    };
    std::vector<Found> found_;
};

// Parses a TOML file; an error (missing, a folder, empty, not readable, not TOML) is added and the result has type
// none. `content` receives the text. Messages name the file as `path` is written.
Node parseFile(const std::filesystem::path& path, Errors& errors, std::string& content);

// Parses a TOML value ("[1, 2]", "0.5", "\"45 degC\""). Type none where it is not one.
Node parseValue(const std::string& text, const Place& place);

} // namespace coldloop::case_file
