// What a run leaves behind (docs/formats.md): every file is written under a temporary name and renamed.
//
// All new results are gathered in DIR/.partial and moved into place by publish(), so that old results of the same case
// are replaced only when the new are complete. Every function throws EnvironmentError (exit 5) naming the file when it
// cannot be written or the disk is full; nothing broken is left under a final name.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/core/Quantity.h"
#include "solver/facility/Outcome.h"
#include "solver/model/Outcome.h"
#include "solver/model/Record.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace coldloop::results {

inline constexpr int formatVersion = 1; // docs/formats.md

class RunDirectory {
public:
    // Opens DIR for results of `casePath` (absolute) and makes it with its parents if it is missing; it is locked
    // against other runs. Throws InputError (exit 2) when DIR holds results of another case path, or files of others
    // that would be replaced, and `force` is not set, and always when it holds the case file under a name of ours;
    // EnvironmentError when it cannot be made or written or another run is writing there. Then nothing has been made or
    // changed. The case path is kept in DIR/.coldloop. On several ranks only one may open it.
    RunDirectory(std::filesystem::path directory, const std::filesystem::path& casePath, bool force);
    ~RunDirectory(); // removes .partial when publish() was not called, and DIR if it was made here and is empty
    RunDirectory(const RunDirectory&) = delete;
    RunDirectory& operator=(const RunDirectory&) = delete;

    const std::filesystem::path& path() const { return directory_; }
    std::filesystem::path partial() const;          // DIR/.partial, where new results are written
    bool hadResults() const { return hadResults_; } // a solved run's results stood here before this one
    // Moves the new results from .partial into DIR, replacing the old; old results that the new lack are removed. A
    // publish() that was interrupted is completed by the next run. Once only.
    void publish();

    // DIR/checkpoint/state.h5, written to a temporary name, synced and renamed. `hash` is the case's. A hotspots.csv
    // beside it (writeHotspots) is what `coldloop hotspots` shows of a stopped run.
    void writeCheckpoint(const Archive& archive, const std::string& hash) const;
    // Throws InputError when there is none or it belongs to another hash (says what to do).
    Archive readCheckpoint(const std::string& hash) const;
    void removeCheckpoint() const;

private:
    void open(bool force);
    void discard() noexcept;
    void claim() const; // writes DIR/.coldloop where it is missing

    std::filesystem::path directory_, casePath_;
    std::vector<std::filesystem::path> made_; // folders made by the constructor
    int lock_ = -1;                           // descriptor of DIR
    bool hadResults_ = false, published_ = false;
};

// Time series. Kept in memory, written at the end and into checkpoints.
class History {
public:
    explicit History(std::vector<facility::ChipPlace> places) : places_(std::move(places)) {}
    void append(const facility::Snapshot& snapshot);
    void save(Archive& archive) const; // names start with "history/"
    void restore(const Archive& archive);
    // /time, /chips/<quantity>[time, chip], /totals/<name>[time]; a `unit` attribute on each; /chips/number, rack,
    // tray, slot, kind as index arrays.
    void writeHdf5(const std::filesystem::path& file) const;
    void
    writeCsv(const std::filesystem::path& file) const; // loop and plant totals, one row an instant, units in the header
    std::size_t size() const { return time_.size(); }

private:
    std::vector<facility::ChipPlace> places_;
    std::vector<double> time_;
    std::map<std::string, std::vector<double>> chips_; // [time * chips]
    std::vector<Quantity> totalNames_;                 // name and unit
    std::vector<std::vector<double>> totals_;          // [total][time]
};

struct Provenance {
    std::string version, commit, caseHash, host, date, compiler;
    std::map<std::string, std::string> libraries; // name -> version
    int ranks = 1;
};

std::string hdf5Version(); // of the library in use, "1.10.8"

enum class CaseKind { facility, model };

struct Summary {
    CaseKind kind = CaseKind::facility;
    std::string status;  // "solved", "not-converged", "failed", "interrupted"
    std::string message; // the error that ended the run, empty when solved
    std::string title;
    const facility::Outcome* outcome = nullptr; // may be null when the run failed before any solution
    const model::Outcome* model = nullptr;      // the same of a 3-D model
    std::vector<Placeholder> placeholders;
    std::vector<std::pair<std::string, double>> timing; // phase -> wall seconds
    double peakMemoryBytes = 0;                         // of all ranks together
    std::vector<std::int64_t> peakMemoryOfRanks;        // of each, where there are several
    Provenance provenance;
};

std::string summaryJson(const Summary& summary);                            // pretty-printed
void writeText(const std::filesystem::path& file, const std::string& text); // temporary name, fsync, rename
void writeHotspots(const std::filesystem::path& file, const std::vector<facility::HotspotRow>& rows);
// history.csv of a 3-D model.
void writeRecord(const std::filesystem::path& file, const model::Record& record);
// DIR/facility.pvd -> facility/*.vtp
void writeFacility(const std::filesystem::path& directory, const facility::Outcome& outcome);

} // namespace coldloop::results
