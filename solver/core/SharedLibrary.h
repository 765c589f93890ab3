// Parts of the program that are loaded only when a case needs them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace coldloop {

// Looks for the library `file` beside the program, in ../lib, at `built` (where the build puts it) and on the library
// path, and opens it for the rest of the program, its symbols open to libraries loaded later.
// Throws EnvironmentError that says what the loader said, then `advice`.
class SharedLibrary {
public:
    SharedLibrary(const std::string& file, const std::string& built, const std::string& advice);
    // Address of a function. Throws EnvironmentError where the library is of another build.
    template <class Function>
    Function find(const char* name) const
    {
        return reinterpret_cast<Function>(symbol(name));
    }

private:
    void* symbol(const char* name) const;

    std::string path_;
    void* handle_ = nullptr;
};

} // namespace coldloop
