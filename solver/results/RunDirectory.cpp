// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/core/Error.h"
#include "solver/results/AtomicFile.h"
#include "solver/results/Results.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

namespace coldloop::results {

namespace fs = std::filesystem;

namespace {

const char* const markerName = ".coldloop";

// Everything that a run or the post-processing of one puts into DIR, the checkpoint apart. summary.json is last: where
// it stands, the others are complete.
const char* const resultNames[] = {markerName,   "case.toml",   "log.txt", "hotspots.csv",
                                   "history.h5", "history.csv", "fields",  "facility.pvd",
                                   "facility",   "report.html", "images",  "summary.json"};

// Links resolved, as far as the path can be looked at.
fs::path resolved(const fs::path& path)
{
    std::error_code error;
    const fs::path canonical = fs::weakly_canonical(path, error);
    return error ? fs::absolute(path).lexically_normal() : canonical;
}

fs::path completePath(const fs::path& directory) { return directory / ".complete"; }

// The case path that the results in `directory` are of; empty when it holds none, "?" when its marker is unreadable.
std::string caseOfResults(const fs::path& directory)
{
    for (const fs::path& folder : {completePath(directory), directory}) {
        if (!fs::exists(folder / markerName)) continue;
        const auto marker = nlohmann::json::parse(readBytes(folder / markerName), nullptr, false);
        if (!marker.is_object() || !marker.contains("case") || !marker["case"].is_string()) return "?";
        return marker["case"].get<std::string>();
    }
    return "";
}

bool holdsSolution(const fs::path& directory)
{
    if (!fs::exists(directory / "summary.json")) return false;
    const auto summary = nlohmann::json::parse(readBytes(directory / "summary.json"), nullptr, false);
    return summary.is_object() && summary.value("status", nlohmann::json()) == "solved";
}

std::string markerText(const fs::path& casePath)
{
    return nlohmann::json{
               {"format", "coldloop results"}, {"format_version", formatVersion}, {"case", casePath.string()}}
               .dump(1) +
           "\n";
}

// Refuses a folder whose content is not ours to replace.
void checkOwner(const fs::path& directory, const fs::path& casePath, bool force)
{
    std::error_code ignored; // a case folder that does not exist is no reason to stop here
    if (fs::equivalent(directory, casePath.parent_path(), ignored))
        for (const char* name : resultNames)
            if (casePath.filename() == name)
                throw InputError(fmt::format("'{}' holds the case file itself, and the results' {} would replace it. "
                                             "Give another folder with -o.",
                                             directory.string(), name));
    if (force) return;
    const std::string owner = caseOfResults(directory);
    if (owner == "?")
        throw InputError(fmt::format("'{}' holds results whose case cannot be read from its file {}. Give another "
                                     "folder with -o, or --force to replace them.",
                                     directory.string(), markerName));
    if (!owner.empty() && owner != casePath.string())
        throw InputError(fmt::format("'{}' holds results of another case, '{}', and this one is '{}'. Give another "
                                     "folder with -o, or --force to replace them.",
                                     directory.string(), owner, casePath.string()));
    if (!owner.empty()) return;
    for (const char* name : resultNames)
        if (fs::exists(directory / name))
            throw InputError(
                fmt::format("'{}' holds '{}', which coldloop did not write and would replace. Give another "
                            "folder with -o, or --force to replace it.",
                            directory.string(), name));
}

int lockFolder(const fs::path& directory)
{
    const int fd = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) throwCannotWrite(directory, errno);
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) { // file systems without locks: go on without
        ::close(fd);
        throw EnvironmentError(fmt::format("cannot write '{}': another run is writing there. Wait for its end, or give "
                                           "another folder with -o.",
                                           directory.string()));
    }
    return fd;
}

void removeTree(const fs::path& path)
{
    std::error_code error;
    fs::remove_all(path, error);
    if (error) throwCannotWrite(path, error.value());
}

// Moves what stands in DIR/.complete into DIR. Can be repeated after an interruption at any point.
void moveIntoPlace(const fs::path& directory)
{
    const fs::path complete = completePath(directory);
    if (fs::exists(complete / "summary.json")) removeTree(directory / "summary.json");
    for (const char* name : resultNames) {
        if (!fs::exists(complete / name)) continue;
        if (fs::is_directory(directory / name)) removeTree(directory / name);
        std::error_code error;
        fs::rename(complete / name, directory / name, error);
        if (error) throwCannotWrite(directory / name, error.value());
    }
    removeTree(complete);
}

} // namespace

RunDirectory::RunDirectory(fs::path directory, const fs::path& casePath, bool force)
    : directory_(fs::absolute(directory).lexically_normal()), casePath_(resolved(casePath))
{
    if (!directory_.has_filename()) directory_ = directory_.parent_path(); // "out/a/"
    try {
        open(force);
    } catch (const fs::filesystem_error& error) {
        discard();
        throwCannotWrite(directory_, error.code().value());
    } catch (...) {
        discard();
        throw;
    }
}

void RunDirectory::open(bool force)
{
    if (fs::exists(directory_) && !fs::is_directory(directory_)) throwCannotWrite(directory_, ENOTDIR);
    if (fs::exists(directory_)) checkOwner(directory_, casePath_, force);
    made_ = makeFolders(directory_);
    lock_ = lockFolder(directory_);
    if (fs::exists(completePath(directory_))) moveIntoPlace(directory_);
    hadResults_ = holdsSolution(directory_);
    removeTree(partial());
    makeFolders(partial());
    writeText(partial() / markerName, markerText(casePath_)); // and shows at once whether the disk takes it
}

RunDirectory::~RunDirectory() { discard(); }

void RunDirectory::discard() noexcept
{
    std::error_code ignored;
    if (!published_ && lock_ >= 0) fs::remove_all(partial(), ignored);
    for (auto folder = made_.rbegin(); folder != made_.rend(); ++folder) ::rmdir(folder->c_str()); // only when empty
    if (lock_ >= 0) ::close(lock_);
    lock_ = -1;
}

fs::path RunDirectory::partial() const { return directory_ / ".partial"; }

void RunDirectory::publish()
{
    expects(!published_, "results are published once");
    const fs::path complete = completePath(directory_);
    for (const char* name : resultNames) // a picture of the old run beside the new numbers would mislead
        if (!fs::exists(partial() / name)) removeTree(directory_ / name);
    std::error_code error;
    fs::rename(partial(), complete, error);
    if (error) throwCannotWrite(complete, error.value());
    published_ = true;
    moveIntoPlace(directory_);
}

void RunDirectory::claim() const
{
    if (!fs::exists(directory_ / markerName)) writeText(directory_ / markerName, markerText(casePath_));
}

} // namespace coldloop::results
