// What a key of a case or of a catalogue entry may hold. Declared once: the reader, its messages, the nearest-key
// hints, the effective case and the reference pages all come from these declarations.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/core/Nearest.h"
#include "solver/core/Units.h"

#include <string>
#include <vector>

namespace coldloop::case_file {

enum class Form {
    quantity,   // "45 degC"; a plain number for Kind::dimensionless
    quantities, // a list of quantities, or numbers with one `unit`
    matrix,     // a list of lists of plain numbers
    count,      // a whole number
    counts,     // a list of whole numbers
    text,
    texts, // a list of texts
    choice,
    choices,
    flag,
    reference, // the name of a catalogue entry
    file
};

// Bounds of a number, each written like a value of the key ("0 degC", "1") or empty for none.
struct Range {
    std::string low, high;
    bool lowOpen = false, highOpen = false; // the bound itself is not allowed
    std::string words() const;              // "above 0 kg/s", "from 0 degC to 100 degC"; empty without bounds
};
Range above(std::string low);
Range atLeast(std::string low);
Range between(std::string low, std::string high); // both allowed
Range share();                                    // from 0 to 1
Range efficiency();                               // above 0, at most 1

struct Key {
    std::string name;
    Form form = Form::text;
    std::string text; // what it is, for the reference page
    Kind kind = Kind::dimensionless;
    Range range;
    bool required = true;
    std::string fallback;     // default as bare text ("1000 L", "true"); empty: none
    bool placeholder = false; // the default has no source; low, high, note say what it may be
    std::string low, high, note;
    std::string group;                // of a reference
    std::vector<std::string> choices; // of a choice
    std::string onlyFor;    // the values of the section's choice for which the key exists, with '|' between; empty: all
    std::size_t length = 0; // of a list; 0: any
    bool increasing = false; // a list's values must increase
    bool orOne = false;      // a list of one may be written without brackets

    Key in(Range allowed) const;
    Key byDefault(std::string value) const;
    Key optional() const; // absent without a default
    Key guessed(std::string value, std::string lowest, std::string highest, std::string why) const;
    Key of(std::string choice) const;
    Key exactly(std::size_t items) const;
    Key rising() const;
    Key orSingle() const;
    bool existsFor(const std::string& variant) const;
};

Key quantity(std::string name, Kind kind, std::string text);
Key quantities(std::string name, Kind kind, std::string text);
Key matrix(std::string name, std::string text);
Key count(std::string name, std::string text);
Key counts(std::string name, std::string text);
Key textKey(std::string name, std::string text);
Key texts(std::string name, std::string text);
Key choice(std::string name, std::vector<std::string> choices, std::string text);
Key choices(std::string name, std::vector<std::string> choices, std::string text);
Key flag(std::string name, std::string text);
Key reference(std::string name, std::string group, std::string text);
Key fileKey(std::string name, std::string text);

struct Section {
    std::string name; // "tcs", "racks.restriction"; of the catalogue: "chips", "cold-plates"
    std::string text;
    std::vector<Key> keys;
    bool required = true;
    bool repeated = false;    // [[section]]
    bool named = false;       // [section.NAME], one for each name
    std::string variantKey{}; // the choice that decides which keys exist ("kind"), or empty

    const Key* find(const std::string& key) const;
};

// The sections of a facility's case; the keys before the first section have the section name "".
const std::vector<Section>& caseSections();
// The sections of the case of a 3-D model.
const std::vector<Section>& modelSections();
// The groups of the catalogue.
const std::vector<Section>& libraryGroups();

// What the key holds ("volume flow"), and how to write it ("for example flow = \"130 L/min\""), for messages and pages.
std::string formWords(const Key& key);
std::string variantWords(const Key& key); // of onlyFor: "inlet" or "wall", in quotes
std::string howToWrite(const Key& key);

} // namespace coldloop::case_file
