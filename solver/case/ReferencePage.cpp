// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/ReferencePage.h"

#include "solver/case/Declaration.h"

#include <fmt/format.h>

namespace coldloop::case_file {

namespace {

// A vertical bar would end the table's cell.
std::string cell(const std::string& text)
{
    std::string result;
    for (const char c : text) result += c == '|' ? std::string("\\|") : std::string(1, c);
    return result;
}

std::string defaultOf(const Key& key)
{
    if (key.required) return "required";
    if (key.fallback.empty()) return "none";
    return "`" + key.fallback + "`" +
           (key.placeholder ? fmt::format(" placeholder, {} to {}: {}", key.low, key.high, key.note) : "");
}

std::string kindOf(const Key& key)
{
    const bool measured = key.form == Form::quantity || key.form == Form::quantities;
    const std::string example = measured ? fmt::format(", like `{}`", coldloop::example(key.kind)) : "";
    const std::string length = key.length ? fmt::format(", {} values", key.length) : "";
    return formWords(key) + example + length + (key.increasing ? ", increasing" : "");
}

std::string tableOf(const Section& section, bool withDefaults)
{
    std::string text = withDefaults ? "| key | what | kind | range | default |\n|---|---|---|---|---|\n"
                                    : "| key | what | kind | range | needed |\n|---|---|---|---|---|\n";
    for (const Key& key : section.keys) {
        const std::string only =
            key.onlyFor.empty() ? "" : fmt::format(" (only with `{} = {}`)", section.variantKey, variantWords(key));
        const std::string last = withDefaults ? defaultOf(key) : key.required ? "yes" : "no";
        text += fmt::format("| `{}` | {}{} | {} | {} | {} |\n", key.name, cell(key.text), only, cell(kindOf(key)),
                            cell(key.range.words()), cell(last));
    }
    return text;
}

std::string headingOf(const Section& section)
{
    if (section.name.empty()) return "Top of the file";
    if (section.named) return "[" + section.name + ".NAME]";
    return section.repeated ? "[[" + section.name + "]]" : "[" + section.name + "]";
}

} // namespace

namespace {

std::string referenceOf(const std::vector<Section>& sections)
{
    std::string text;
    for (const Section& section : sections)
        text += fmt::format("\n## {}\n\n{}{}\n\n{}", headingOf(section), section.text,
                            section.required ? "" : " The section may be left out.", tableOf(section, true));
    return text;
}

} // namespace

std::string caseReference() { return referenceOf(caseSections()); }
std::string modelReference() { return referenceOf(modelSections()); }

std::string libraryReference()
{
    std::string text;
    for (const Section& group : libraryGroups())
        text += fmt::format("\n## {}\n\n{}\n\n{}", group.name, group.text, tableOf(group, false));
    return text;
}

} // namespace coldloop::case_file
