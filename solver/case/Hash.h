// A hash of texts: tells cases apart, protects from nothing. 64-bit FNV-1a (draft-eastlake-fnv).
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace coldloop::case_file {

class Hash {
public:
    void mix(const std::string& text);
    void mixFile(const std::filesystem::path& file); // its content; nothing where it cannot be read
    std::string text() const;                        // 16 hexadecimal digits

private:
    std::uint64_t value_ = 0xcbf29ce484222325u;
};

} // namespace coldloop::case_file
