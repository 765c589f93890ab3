// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/Declaration.h"

#include "solver/core/Error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace coldloop::case_file {

std::string Range::words() const
{
    if (!low.empty() && !high.empty() && !lowOpen && !highOpen) return "from " + low + " to " + high;
    const std::string from = low.empty() ? "" : (lowOpen ? "above " : "of at least ") + low;
    const std::string to = high.empty() ? "" : (highOpen ? "below " : "at most ") + high;
    return from + (from.empty() || to.empty() ? "" : " and ") + to;
}

Range above(std::string low) { return {std::move(low), "", true, false}; }
Range atLeast(std::string low) { return {std::move(low), "", false, false}; }
Range between(std::string low, std::string high) { return {std::move(low), std::move(high), false, false}; }
Range share() { return between("0", "1"); }
Range efficiency() { return {"0", "1", true, false}; }

Key Key::in(Range allowed) const
{
    Key key = *this;
    key.range = std::move(allowed);
    return key;
}

Key Key::byDefault(std::string value) const
{
    Key key = *this;
    key.required = false;
    key.fallback = std::move(value);
    return key;
}

Key Key::optional() const { return byDefault(""); }

Key Key::guessed(std::string value, std::string lowest, std::string highest, std::string why) const
{
    Key key = byDefault(std::move(value));
    key.placeholder = true;
    key.low = std::move(lowest);
    key.high = std::move(highest);
    key.note = std::move(why);
    return key;
}

Key Key::of(std::string choice) const
{
    Key key = *this;
    key.onlyFor = std::move(choice);
    return key;
}

Key Key::exactly(std::size_t items) const
{
    Key key = *this;
    key.length = items;
    return key;
}

Key Key::rising() const
{
    Key key = *this;
    key.increasing = true;
    return key;
}

Key Key::orSingle() const
{
    Key key = *this;
    key.orOne = true;
    return key;
}

bool Key::existsFor(const std::string& variant) const
{
    return onlyFor.empty() || ("|" + onlyFor + "|").find("|" + variant + "|") != std::string::npos;
}

namespace {
Key made(std::string name, Form form, std::string text)
{
    Key key;
    key.name = std::move(name);
    key.form = form;
    key.text = std::move(text);
    return key;
}

Key madeOfKind(std::string name, Form form, Kind kind, std::string text)
{
    Key key = made(std::move(name), form, std::move(text));
    key.kind = kind;
    return key;
}

Key madeOfChoices(std::string name, Form form, std::vector<std::string> choices, std::string text)
{
    Key key = made(std::move(name), form, std::move(text));
    key.choices = std::move(choices);
    return key;
}
} // namespace

Key quantity(std::string name, Kind kind, std::string text)
{
    return madeOfKind(std::move(name), Form::quantity, kind, std::move(text));
}
Key quantities(std::string name, Kind kind, std::string text)
{
    return madeOfKind(std::move(name), Form::quantities, kind, std::move(text));
}
Key matrix(std::string name, std::string text) { return made(std::move(name), Form::matrix, std::move(text)); }
Key count(std::string name, std::string text) { return made(std::move(name), Form::count, std::move(text)); }
Key counts(std::string name, std::string text) { return made(std::move(name), Form::counts, std::move(text)); }
Key textKey(std::string name, std::string text) { return made(std::move(name), Form::text, std::move(text)); }
Key texts(std::string name, std::string text) { return made(std::move(name), Form::texts, std::move(text)); }
Key choice(std::string name, std::vector<std::string> choices, std::string text)
{
    return madeOfChoices(std::move(name), Form::choice, std::move(choices), std::move(text));
}
Key choices(std::string name, std::vector<std::string> choices, std::string text)
{
    return madeOfChoices(std::move(name), Form::choices, std::move(choices), std::move(text));
}
Key flag(std::string name, std::string text) { return made(std::move(name), Form::flag, std::move(text)); }
Key fileKey(std::string name, std::string text) { return made(std::move(name), Form::file, std::move(text)); }
Key reference(std::string name, std::string group, std::string text)
{
    Key key = made(std::move(name), Form::reference, std::move(text));
    key.group = std::move(group);
    return key;
}

const Key* Section::find(const std::string& key) const
{
    for (const Key& candidate : keys)
        if (candidate.name == key) return &candidate;
    return nullptr;
}

std::string variantWords(const Key& key)
{
    std::string words = "\"";
    for (const char c : key.onlyFor) words += c == '|' ? std::string("\" or \"") : std::string(1, c);
    return words + "\"";
}

std::string formWords(const Key& key)
{
    switch (key.form) {
    case Form::quantity: return kindName(key.kind);
    case Form::quantities:
        return (key.orOne ? kindName(key.kind) + " or list of them" : "list of " + kindName(key.kind));
    case Form::matrix: return "list of lists of numbers";
    case Form::count: return "whole number";
    case Form::counts: return "list of whole numbers";
    case Form::text: return "text";
    case Form::texts: return "list of texts";
    case Form::choice: return "one of " + fmt::format("\"{}\"", fmt::join(key.choices, "\", \""));
    case Form::choices: return "list of " + fmt::format("\"{}\"", fmt::join(key.choices, "\", \""));
    case Form::flag: return "true or false";
    case Form::reference: return "the name of an entry of cases/library/" + key.group;
    case Form::file: return "a file, relative to the case's folder";
    }
    throw Bug("Declaration: a form has no words");
}

namespace {
// How a value of the key looks, as TOML; empty for names, which depend on the key.
std::string sampleOf(const Key& key)
{
    switch (key.form) {
    case Form::quantity: return key.kind == Kind::dimensionless ? "0.3" : "\"" + example(key.kind) + "\"";
    case Form::quantities:
        if (key.orOne) return "\"" + example(key.kind) + "\"";
        return key.kind == Kind::dimensionless ? "[0.3, 0.4]" : "[\"" + example(key.kind) + "\"]";
    case Form::matrix: return "[[1.0, 2.0], [3.0, 4.0]]";
    case Form::count: return "8";
    case Form::counts: return "[3, 12]";
    case Form::text: return "\"some words\"";
    case Form::texts: return "[\"a\", \"b\"]";
    case Form::flag: return "true";
    case Form::file: return "\"trace.csv\"";
    case Form::choice:
    case Form::choices:
    case Form::reference: break;
    }
    return "";
}
} // namespace

std::string howToWrite(const Key& key)
{
    const std::string sample = sampleOf(key);
    return sample.empty() ? formWords(key) + ", with quotes" : "for example " + key.name + " = " + sample;
}

} // namespace coldloop::case_file
