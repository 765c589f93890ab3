// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/Effective.h"

#include <algorithm>

namespace coldloop::case_file {

namespace {

bool hasRequiredKeys(const Section& section)
{
    return std::any_of(section.keys.begin(), section.keys.end(), [](const Key& key) { return key.required; });
}

std::string linesOf(const Record& record, const std::string& traceFile)
{
    std::string text;
    for (const Key* key : record.keys()) {
        const Value& value = record[key->name];
        if (!value.present()) continue;
        const Node node = key->form == Form::file ? Node::ofText(traceFile) : value.written;
        text += key->name + " = " + toToml(node) + "\n";
    }
    return text;
}

} // namespace

std::string effectiveCase(const CaseRecords& records, const std::string& traceFile)
{
    std::string text = "# The effective case: every default filled in.\n";
    for (const Section& section : caseSections()) {
        if (section.repeated) {
            for (const Record& record : records.restrictions)
                text += "\n[[" + section.name + "]]\n" + linesOf(record, traceFile);
            continue;
        }
        const Record& record = records.at(section.name);
        if (!record.given && hasRequiredKeys(section)) continue; // an optional section that the case leaves out
        if (!section.name.empty()) text += "\n[" + section.name + "]\n";
        text += linesOf(record, traceFile);
    }
    return text;
}

} // namespace coldloop::case_file
