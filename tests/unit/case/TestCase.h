// Cases made for one test, in a folder that goes away with it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/case/Case.h"
#include "solver/core/Error.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <unistd.h>
#include <vector>

namespace coldloop::case_file::test {

inline std::string textOf(const std::filesystem::path& file)
{
    std::ifstream stream(file);
    std::ostringstream all;
    all << stream.rdbuf();
    return all.str();
}

inline const std::filesystem::path sources = COLDLOOP_SOURCE_DIR;
// A case that only these tests use: messages name its lines.
inline const std::filesystem::path baseCase = sources / "tests/unit/case/base.toml";

class Folder {
public:
    Folder()
    {
        static int number = 0;
        path_ = std::filesystem::temp_directory_path() /
                ("coldloop-case-" + std::to_string(::getpid()) + "-" + std::to_string(number++));
        std::filesystem::create_directories(path_);
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path write(const std::string& name, const std::string& text) const
    {
        const std::filesystem::path file = path_ / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file) << text;
        return file;
    }
    // The catalogue, to be changed by the test.
    std::filesystem::path library() const
    {
        const std::filesystem::path copy = path_ / "library";
        std::filesystem::copy(sources / "cases/library", copy, std::filesystem::copy_options::recursive);
        return copy;
    }

private:
    std::filesystem::path path_;
};

// `text` with the one place of `from` replaced; a test that no longer fits its case fails here.
inline std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    const std::size_t place = text.find(from);
    INFO("text to replace: " << from);
    REQUIRE(place != std::string::npos);
    REQUIRE(text.find(from, place + 1) == std::string::npos);
    return text.replace(place, from.size(), to);
}

// All messages of loading a case, none where it loads.
inline std::vector<std::string> messagesOf(const std::filesystem::path& file,
                                           const std::vector<std::string>& overrides = {},
                                           const std::filesystem::path& library = {})
{
    try {
        loadCase(file, overrides, library);
    } catch (const InputError& error) {
        CHECK(error.exitCode() == ExitCode::wrongInput);
        return error.messages();
    }
    return {};
}

} // namespace coldloop::case_file::test
