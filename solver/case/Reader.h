// A table of a TOML document read against its declaration: values in SI, defaults filled in, every error collected.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/case/Declaration.h"
#include "solver/case/Node.h"
#include "solver/core/Placeholder.h"

#include <map>
#include <string>
#include <vector>

namespace coldloop::case_file {

// The value of a key. A value may be written plainly ("45 degC") or as a table that says where it comes from:
// { value = "145 W", placeholder = true, low = "100 W", high = "200 W", note = "..." }, { values = [...], unit = "kPa",
// source = "..." }.
struct Value {
    Node written; // as in the file, or the default; type none where the key is absent without default
    Place place;
    bool given = false;                    // in the file
    double number = 0;                     // SI, of a quantity or count
    std::vector<double> numbers;           // SI
    std::vector<std::vector<double>> rows; // of a matrix
    std::string text;                      // also of a choice, reference or file
    std::vector<std::string> texts;        // of choices
    bool flag = false;
    bool placeholder = false;
    std::string low, high, note, source, grade, unit;

    bool present() const { return written.type != Node::Type::none; }
};

// One section of a case or one entry of the catalogue.
class Record {
public:
    const Section* section = nullptr;
    std::string name; // of the section, or of the entry
    Place place;
    bool given = false; // the section is in the file
    bool sound = true;  // no error was found in it

    // The value of a declared key; of an absent or wrong one all numbers are 0. Bug for a key that is not declared.
    const Value& operator[](const std::string& key) const;
    double number(const std::string& key) const { return (*this)[key].number; }
    int count(const std::string& key) const { return static_cast<int>((*this)[key].number); }
    const std::string& text(const std::string& key) const { return (*this)[key].text; }
    bool has(const std::string& key) const { return (*this)[key].present(); }
    void set(const std::string& key, Value value) { values_[key] = std::move(value); }
    // The keys that exist for this record's variant, in the order of the declaration.
    std::vector<const Key*> keys() const;
    // "tcs.supply-setpoint", for messages.
    std::string full(const std::string& key) const { return name.empty() ? key : name + "." + key; }
    // The values without a source.
    std::vector<Placeholder> placeholders() const;

private:
    std::map<std::string, Value> values_;
};

enum class Sources { optional, required /* in the catalogue every number has a source or is a placeholder */ };

// Reads `table` (type none: the section is absent) as `section`; messages and placeholders call it `name`.
Record readRecord(const Section& section, const std::string& name, const Node& table, Sources sources, Errors& errors);

// Adds an error for each member of `table` that is neither a key of `section` nor in `subsections`.
void rejectUnknownKeys(const Section& section, const Node& table, const std::vector<std::string>& subsections,
                       const std::string& name, Errors& errors);

// The bare text of an override or a default as a value for the key: text for a quantity, true or false for a flag.
Node nodeOfBareText(const Key& key, const std::string& text);

// "5 kW" of a value, for messages and listings: texts without quotes, lists with their unit.
std::string shown(const Value& value);

} // namespace coldloop::case_file
