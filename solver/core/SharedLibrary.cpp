// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/core/SharedLibrary.h"

#include "solver/core/Error.h"

#include <fmt/format.h>

#include <dlfcn.h>
#include <filesystem>
#include <system_error>

namespace coldloop {

SharedLibrary::SharedLibrary(const std::string& file, const std::string& built, const std::string& advice)
    : path_(file) // a bare name makes dlopen search the library path
{
    namespace fs = std::filesystem;
    std::error_code ignored;
    const fs::path program = fs::read_symlink("/proc/self/exe", ignored).parent_path();
    for (const fs::path& path : {program / file, program.parent_path() / "lib" / file, fs::path(built)})
        if (fs::exists(path, ignored)) {
            path_ = path.string();
            break;
        }
    handle_ = dlopen(path_.c_str(), RTLD_NOW | RTLD_GLOBAL);
    if (!handle_) throw EnvironmentError(fmt::format("{} cannot be loaded: {}. {}", path_, dlerror(), advice));
}

void* SharedLibrary::symbol(const char* name) const
{
    void* address = dlsym(handle_, name);
    if (!address)
        throw EnvironmentError(fmt::format("{} is not of this coldloop: it has no {}. Build it again.", path_, name));
    return address;
}

} // namespace coldloop
