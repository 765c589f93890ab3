// The GPUs of a rack that the section [zoom] names.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/Build.h"
#include "solver/facility/Rack.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <map>

namespace coldloop::case_file {

namespace {

using facility::ChipPlace;

// "GPU rack 1  tray 4 slot 2", "rack-1-tray-4-slot-2" and "rack-1/tray-4/slot-2" -> "rack 1 tray 4 slot 2": as tables,
// events, flags and file names of results write it.
std::string plainName(const std::string& written)
{
    std::string name;
    for (const char c : written) {
        const auto letter = static_cast<unsigned char>(c);
        if (std::isalnum(letter))
            name += static_cast<char>(std::tolower(letter));
        else if (!name.empty() && name.back() != ' ')
            name += ' ';
    }
    if (!name.empty() && name.back() == ' ') name.pop_back();
    return name.rfind("gpu ", 0) == 0 ? name.substr(4) : name;
}

// Finds chips of the resolved rack by name.
class ChipNames {
public:
    explicit ChipNames(const facility::Parameters& parameters) : racks_(parameters.racks)
    {
        for (const ChipPlace& place : facility::chipPlaces(parameters.rack)) {
            places_.emplace(facility::chipName(place), place);
            if (place.kind == workload::ChipKind::gpu) gpus_.push_back(facility::chipName(place));
        }
    }

    std::size_t gpus() const { return gpus_.size(); }

    // The GPU of that name; nullptr where there is none, and then why in `fault`.
    const ChipPlace* find(const std::string& written, std::string& fault) const
    {
        const std::string name = plainName(written), near = nearest(name, gpus_);
        const auto found = places_.find(name);
        int rack = 0;
        if (found != places_.end() && found->second.kind == workload::ChipKind::gpu) return &found->second;
        if (found != places_.end())
            fault =
                fmt::format("is a {}, whose plate is one resistance without a 3-D model. Name a GPU; the nearest is "
                            "\"{}\"",
                            workload::toString(found->second.kind), near);
        else if (std::sscanf(name.c_str(), "rack %d ", &rack) == 1 && rack > 1 && rack <= racks_)
            fault = fmt::format("is in a nominal rack, whose chips are not resolved. Name one of rack 1, for example "
                                "\"{}\"",
                                near);
        else
            fault = fmt::format("is no GPU of the resolved rack. The nearest is \"{}\"", near);
        return nullptr;
    }

private:
    int racks_;
    std::map<std::string, ChipPlace> places_;
    std::vector<std::string> gpus_;
};

// Where item `i` of a list stands.
Place placeOf(const Value& list, std::size_t i)
{
    return list.written.type == Node::Type::list && i < list.written.items.size() ? list.written.items[i].place
                                                                                  : list.place;
}

} // namespace

facility::ZoomParameters buildZoom(const Record& zoom, const facility::Parameters& parameters,
                                   const Catalogue& catalogue)
{
    facility::ZoomParameters result;
    result.worst = zoom.count("worst");
    const ChipNames names(parameters);
    if (!zoom.sound || names.gpus() == 0) return result; // the fault has been told
    catalogue.check(result.worst <= static_cast<int>(names.gpus()), zoom, "worst",
                    fmt::format("is more than the {0} GPUs of the resolved rack. Write at most {0}", names.gpus()));
    const Value& chips = zoom["chips"];
    for (std::size_t i = 0; i < chips.texts.size(); ++i) {
        std::string fault;
        const ChipPlace* const place = names.find(chips.texts[i], fault);
        if (place && std::count(result.chips.begin(), result.chips.end(), place->number) > 0)
            fault = "is named twice. Drop one of them";
        else if (place)
            result.chips.push_back(place->number);
        if (!fault.empty())
            catalogue.errors().add(placeOf(chips, i),
                                   fmt::format("{} = \"{}\" {}", zoom.full("chips"), chips.texts[i], fault));
    }
    return result;
}

} // namespace coldloop::case_file
