// DIR/checkpoint/state.h5: one dataset of /state for each array of the archive.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/core/Error.h"
#include "solver/results/AtomicFile.h"
#include "solver/results/Hdf5.h"
#include "solver/results/Results.h"

#include <fmt/format.h>

namespace coldloop::results {

namespace fs = std::filesystem;

namespace {

fs::path folderOf(const fs::path& directory) { return directory / "checkpoint"; }
fs::path fileOf(const fs::path& directory) { return folderOf(directory) / "state.h5"; }

// Archive names may hold any character, dataset names no '/': written %2F, and % itself %25. A leading '=' keeps "."
// and "" from being read as the group itself.
std::string datasetName(const std::string& name)
{
    std::string encoded = "=";
    for (char c : name) encoded += c == '/' ? "%2F" : c == '%' ? "%25" : std::string(1, c);
    return "/state/" + encoded;
}

std::string archiveName(const std::string& member)
{
    std::string name;
    for (std::size_t i = 1; i < member.size(); ++i) {
        if (member[i] != '%') {
            name += member[i];
            continue;
        }
        name += member.compare(i, 3, "%2F") == 0 ? '/' : '%';
        i += 2;
    }
    return name;
}

} // namespace

void RunDirectory::writeCheckpoint(const Archive& archive, const std::string& hash) const
{
    makeFolders(folderOf(directory_));
    Hdf5Writer file(fileOf(directory_));
    file.attribute("/", "format", "coldloop checkpoint");
    file.attribute("/", "format_version", std::vector<int>{formatVersion});
    file.attribute("/", "case_hash", hash);
    file.group("/state");
    for (const auto& [name, values] : archive) file.write(datasetName(name), values, {values.size()});
    try {
        file.save();
        claim(); // the folder belongs to this case from now on
    } catch (...) {
        std::error_code ignored;
        fs::remove(folderOf(directory_), ignored); // unless an older checkpoint is in it
        throw;
    }
}

Archive RunDirectory::readCheckpoint(const std::string& hash) const
{
    const fs::path path = fileOf(directory_);
    if (!fs::exists(path))
        throw InputError(
            fmt::format("'{}' holds no checkpoint to resume from. Run without --resume.", directory_.string()));
    const Hdf5Reader file(path);
    if (const int version = file.integer("/", "format_version"); version != formatVersion)
        throw InputError(fmt::format("'{}' has format version {}, and this coldloop reads {}. Run without --resume.",
                                     path.string(), version, formatVersion));
    if (const std::string found = file.text("/", "case_hash"); found != hash)
        throw InputError(
            fmt::format("'{}' was written for a case with hash {}, and this one has {}: the case was edited "
                        "or set otherwise since. Undo the change, or run without --resume.",
                        path.string(), found, hash));
    Archive archive;
    for (const std::string& member : file.members("/state"))
        archive[archiveName(member)] = file.read("/state/" + member);
    return archive;
}

void RunDirectory::removeCheckpoint() const
{
    std::error_code error;
    fs::remove_all(folderOf(directory_), error);
    if (error) throwCannotWrite(folderOf(directory_), error.value());
}

} // namespace coldloop::results
