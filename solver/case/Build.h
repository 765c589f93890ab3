// Read records to the parameter structs of the physics, with the checks that need more than one number.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/case/Library.h"
#include "solver/facility/Parameters.h"

namespace coldloop::case_file {

// The records of a case by section name; restrictions apart, as they repeat.
struct CaseRecords {
    std::map<std::string, Record> sections;
    std::vector<Record> restrictions;
    const Record& at(const std::string& section) const { return sections.at(section); }
};

// Looks up what a record refers to; errors name the record's key.
class Catalogue {
public:
    Catalogue(Library& library, Errors& errors) : library_(library), errors_(errors) {}
    // nullptr after an error, which was added.
    const Record* entry(const Record& from, const std::string& key) const;
    Errors& errors() const { return errors_; }
    // Adds "<place of the key>: <full key> = <value> <message>" unless `good`; silent where the record has errors
    // of its own.
    void check(bool good, const Record& record, const std::string& key, const std::string& message) const;

private:
    Library& library_;
    Errors& errors_;
};

facility::RackParameters buildRack(const Record& rack, const Catalogue& catalogue);
workload::ChipParameters buildChip(const Record& chip, const Catalogue& catalogue);
facility::ResolvedPlateParameters buildResolvedPlate(const Record& plate, const Catalogue& catalogue);
facility::LumpedPlateParameters buildLumpedPlate(const Record& plate, const Catalogue& catalogue);
facility::CduParameters buildCdu(const Record& cdu, int pumpsRunning, const Catalogue& catalogue);
plant::ChillerParameters buildChiller(const Record& chiller, const Catalogue& catalogue);
plant::CoolingTowerParameters buildTower(const Record& tower, const Catalogue& catalogue);
facility::CoolantPtr buildCoolant(const Record& coolant, const Catalogue& catalogue);

// Which plates are solved again in 3-D; `parameters` has rack and racks already.
facility::ZoomParameters buildZoom(const Record& zoom, const facility::Parameters& parameters,
                                   const Catalogue& catalogue);

// The whole case. Relative files are looked up from `folder`.
facility::Parameters buildParameters(const CaseRecords& records, const std::filesystem::path& folder,
                                     const Catalogue& catalogue);

// Number of running pumps: the case's, or as the CDU is rated.
int pumpsRunning(const Record& tcs, const Record& cdu);
// The file of an imported trace, absolute.
std::filesystem::path traceFile(const Record& workload, const std::filesystem::path& folder);

} // namespace coldloop::case_file
