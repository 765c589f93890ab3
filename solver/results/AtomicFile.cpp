// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/results/AtomicFile.h"

#include "solver/core/Error.h"
#include "solver/results/Results.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace coldloop::results {

namespace fs = std::filesystem;

namespace {

// A descriptor that closes itself; close() reports the error that the destructor cannot.
class Descriptor {
public:
    Descriptor(const fs::path& file, int flags) : fd_(::open(file.c_str(), flags | O_CLOEXEC, 0666)) {}
    ~Descriptor() { close(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return fd_; }
    bool close()
    {
        const int fd = fd_;
        fd_ = -1;
        return fd < 0 || ::close(fd) == 0;
    }

private:
    int fd_;
};

// Some file systems have no sync to offer and say so; that is not a failed write.
bool synced(int fd) { return ::fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP; }

// errno of the first step that failed, 0 when all bytes are on the disk.
int writeAll(const fs::path& file, std::string_view bytes)
{
    Descriptor out(file, O_WRONLY | O_CREAT | O_TRUNC);
    if (out.get() < 0) return errno;
    for (std::size_t done = 0; done < bytes.size();) {
        const ssize_t count = ::write(out.get(), bytes.data() + done, bytes.size() - done);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return errno;
        done += static_cast<std::size_t>(count);
    }
    if (!synced(out.get()) || !out.close()) return errno;
    return 0;
}

void renameInto(const fs::path& temporary, const fs::path& file)
{
    if (::rename(temporary.c_str(), file.c_str()) != 0) {
        const int error = errno;
        ::unlink(temporary.c_str());
        throwCannotWrite(file, error);
    }
    const Descriptor folder(file.has_parent_path() ? file.parent_path() : fs::path("."), O_RDONLY | O_DIRECTORY);
    if (folder.get() >= 0) synced(folder.get());
}

std::string advice(int error)
{
    switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG: return "Free some space there, or give another folder with -o";
    case EACCES:
    case EPERM:
    case EROFS: return "Give a folder that you may write to with -o";
    case ENOTDIR:
    case EEXIST: return "A file stands where a folder is needed: give another folder with -o";
    default: return "Check the folder and its disk, or give another folder with -o";
    }
}

} // namespace

void throwCannotWrite(const fs::path& file, int error)
{
    throw EnvironmentError(
        fmt::format("cannot write '{}': {}. {}.", file.string(), std::strerror(error), advice(error)));
}

void writeBytes(const fs::path& file, std::string_view bytes)
{
    const fs::path temporary = file.string() + ".tmp";
    if (const int error = writeAll(temporary, bytes); error != 0) {
        ::unlink(temporary.c_str());
        throwCannotWrite(file, error);
    }
    renameInto(temporary, file);
}

void publishFile(const fs::path& temporary, const fs::path& file)
{
    int error = 0;
    {
        const Descriptor written(temporary, O_WRONLY);
        if (written.get() < 0 || !synced(written.get())) error = errno;
    }
    if (error != 0) {
        ::unlink(temporary.c_str());
        throwCannotWrite(file, error);
    }
    renameInto(temporary, file);
}

void writeText(const fs::path& file, const std::string& text) { writeBytes(file, text); }

std::string readBytes(const fs::path& file)
{
    const auto fail = [&file](int error) {
        throw EnvironmentError(fmt::format("cannot read '{}': {}. Check that it exists and that you may read it.",
                                           file.string(), std::strerror(error)));
    };
    const Descriptor in(file, O_RDONLY);
    if (in.get() < 0) fail(errno);
    std::string bytes;
    std::vector<char> block(1 << 16);
    for (;;) {
        const ssize_t count = ::read(in.get(), block.data(), block.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail(errno);
        if (count == 0) return bytes;
        bytes.append(block.data(), static_cast<std::size_t>(count));
    }
}

std::vector<fs::path> makeFolders(const fs::path& folder)
{
    std::vector<fs::path> missing, made;
    std::error_code ignored;
    for (fs::path part = folder; !part.empty() && !fs::exists(part, ignored); part = part.parent_path()) {
        missing.push_back(part);
        if (part == part.parent_path()) break;
    }
    for (auto part = missing.rbegin(); part != missing.rend(); ++part) {
        if (::mkdir(part->c_str(), 0777) == 0) {
            made.push_back(*part);
        } else if (const int error = errno; error != EEXIST || !fs::is_directory(*part, ignored)) {
            for (auto done = made.rbegin(); done != made.rend(); ++done) ::rmdir(done->c_str());
            throwCannotWrite(folder, error);
        }
    }
    return made;
}

} // namespace coldloop::results
