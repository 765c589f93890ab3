// The case of a 3-D model, changed in one place by a test.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "TestCase.h"

#include "solver/case/Model3d.h"

namespace coldloop::case_file::test {

inline const char* const floorplan = "name,x [mm],y [mm],width [mm],height [mm],power [W]\n"
                                     "core,0,0,4,4,6\n"
                                     "cache,5,1,5,2,2\n";

// A folder with model.toml, where `from` stands as `to`, and its floorplan.
class ModelFolder {
public:
    explicit ModelFolder(const std::string& from = "", const std::string& to = "", const std::string& map = floorplan)
    {
        const std::string text = textOf(sources / "tests/unit/case/model.toml");
        file_ = folder_.write("model.toml", from.empty() ? text : replaced(text, from, to));
        folder_.write("floorplan.csv", map);
    }
    const std::filesystem::path& file() const { return file_; }
    const Folder& folder() const { return folder_; }
    LoadedModel load(const std::vector<std::string>& overrides = {}) const { return loadModel(file_, overrides); }
    // All messages, the folder's path cut off.
    std::vector<std::string> messages(const std::vector<std::string>& overrides = {}) const
    {
        std::vector<std::string> found;
        try {
            load(overrides);
        } catch (const InputError& error) {
            found = error.messages();
        }
        const std::string path = folder_.path().string() + "/";
        for (std::string& message : found)
            for (std::size_t at; (at = message.find(path)) != std::string::npos;) message.erase(at, path.size());
        return found;
    }

private:
    Folder folder_;
    std::filesystem::path file_;
};

// The only message.
inline std::string messageOf(const ModelFolder& folder, const std::vector<std::string>& overrides = {})
{
    const std::vector<std::string> messages = folder.messages(overrides);
    for (std::size_t i = 1; i < messages.size(); ++i) UNSCOPED_INFO("also: " << messages[i]);
    REQUIRE(messages.size() == 1);
    return messages[0];
}

} // namespace coldloop::case_file::test
