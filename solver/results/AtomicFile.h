// Files that appear under their final name only when complete: temporary name, fsync, rename, fsync of the folder.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace coldloop::results {

// Writes `bytes` to `file`.tmp beside it, syncs it to disk and renames it to `file`, replacing what was there.
// Throws EnvironmentError naming the file, the cause and what to do; then neither `file` nor the rest of it has changed
// and the temporary file is gone.
void writeBytes(const std::filesystem::path& file, std::string_view bytes);

// The last steps of that for a file that others wrote: syncs `temporary` to disk and renames it to `file`.
void publishFile(const std::filesystem::path& temporary, const std::filesystem::path& file);

// The content of a file. Throws EnvironmentError when it cannot be opened or read.
std::string readBytes(const std::filesystem::path& file);

// Makes a folder and its missing parents; returns those made, outermost first. Throws EnvironmentError and removes them
// again when one cannot be made.
std::vector<std::filesystem::path> makeFolders(const std::filesystem::path& folder);

// "cannot write '/x/y': No space left on device. Free some space ..." for an errno.
[[noreturn]] void throwCannotWrite(const std::filesystem::path& file, int error);

} // namespace coldloop::results
