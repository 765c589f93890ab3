// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/Hash.h"

#include <fmt/format.h>
#include <fstream>
#include <sstream>

namespace coldloop::case_file {

void Hash::mix(const std::string& text)
{
    for (const char c : text + '\0') {
        value_ ^= static_cast<unsigned char>(c);
        value_ *= 0x100000001b3u;
    }
}

void Hash::mixFile(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream all;
    all << stream.rdbuf();
    mix(all.str());
}

std::string Hash::text() const { return fmt::format("{:016x}", value_); }

} // namespace coldloop::case_file
