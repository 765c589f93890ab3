// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/BrickDrawing.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace coldloop::meshes {

namespace {

constexpr double pixels = 10, margin = 30, legend = 330; // pixels per mm; around the pictures; beside them
constexpr double larger = 6;                             // heights in the section

// Text that may stand in XML.
std::string escaped(const std::string& text)
{
    static const std::map<char, std::string> marks = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}};
    std::string result;
    for (const char c : text) {
        const auto mark = marks.find(c);
        result += mark == marks.end() ? std::string(1, c) : mark->second;
    }
    return result;
}

std::string colourOf(const std::string& zone)
{
    static const std::map<std::string, std::string> colours = {
        {"substrate", "#7fa650"}, {"interposer", "#b9c6d3"}, {"mould", "#3f3f46"},   {"stiffener", "#9a9a9a"},
        {"lid", "#d9a066"},       {"plate", "#d98c5f"},      {"coolant", "#6db5e8"}, {"fins", "#a8bfd0"}};
    const auto found = colours.find(zone);
    if (zone.empty()) return "#ffffff";
    if (found != colours.end()) return found->second;
    if (zone.compare(0, 4, "hbm-") == 0) return "#8e6bb0";
    if (zone.compare(0, 5, "tim1-") == 0) return "#c0392b";
    return zone.find("-bulk") != std::string::npos ? "#8aa0b5" : "#e0574f"; // silicon, and what is heated
}

class Drawing {
public:
    Drawing(const std::vector<Brick>& plan, const std::vector<Brick>& all) : plan_(plan), all_(all)
    {
        for (int d = 0; d < 3; ++d) {
            const auto lower = [d](const Brick& a, const Brick& b) { return a.lower[d] < b.lower[d]; };
            const auto upper = [d](const Brick& a, const Brick& b) { return a.upper[d] < b.upper[d]; };
            low_[d] = std::min_element(all.begin(), all.end(), lower)->lower[d];
            high_[d] = std::max_element(all.begin(), all.end(), upper)->upper[d];
        }
    }

    std::string text(double y, std::optional<double> z, const std::string& title)
    {
        const double wide = margin + 1e3 * pixels * (high_[0] - low_[0]) + margin + legend;
        const double planHigh = 1e3 * pixels * (high_[1] - low_[1]);
        const double sectionHigh = 1e3 * pixels * larger * (high_[2] - low_[2]);
        const double sectionTop = margin + planHigh + 2 * margin;
        for (const Brick& brick : plan_) flat(brick, margin);
        for (const Brick& brick : plan_) label(brick);
        for (const Brick& brick : all_)
            if (brick.lower[1] <= y && y < brick.upper[1])
                box(brick, sectionTop + 1e3 * pixels * larger * (high_[2] - brick.upper[2]),
                    1e3 * pixels * larger * (brick.upper[2] - brick.lower[2]));
        caption(margin, margin - 10, title + ": from above");
        caption(margin, sectionTop - 10,
                fmt::format("section at y = {:.4g} mm, heights {:g} times larger", 1e3 * y, larger));
        const double levelTop = sectionTop + sectionHigh + 2 * margin;
        if (z) {
            for (const Brick& brick : all_)
                if (brick.lower[2] <= *z && *z < brick.upper[2]) flat(brick, levelTop);
            caption(margin, levelTop - 10, fmt::format("section at z = {:.4g} mm", 1e3 * *z));
        }
        list(wide - legend);
        return fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{:.0f}\" height=\"{:.0f}\" "
                           "font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" "
                           "fill=\"#ffffff\"/>\n{}</svg>\n",
                           wide, std::max(z ? levelTop + planHigh : sectionTop + sectionHigh, listEnd_) + margin,
                           body_);
    }

private:
    double across(double x) const { return margin + 1e3 * pixels * (x - low_[0]); }

    void box(const Brick& brick, double top, double high)
    {
        body_ += fmt::format("<rect x=\"{:.2f}\" y=\"{:.2f}\" width=\"{:.2f}\" height=\"{:.2f}\" fill=\"{}\" "
                             "stroke=\"#333333\" stroke-width=\"0.3\"/>\n",
                             across(brick.lower[0]), top, 1e3 * pixels * (brick.upper[0] - brick.lower[0]), high,
                             colourOf(brick.zone));
    }

    void flat(const Brick& brick, double top)
    {
        box(brick, top + 1e3 * pixels * (high_[1] - brick.upper[1]), 1e3 * pixels * (brick.upper[1] - brick.lower[1]));
    }

    // Dies and stacks have their names in the picture.
    void label(const Brick& brick)
    {
        if (brick.zone.compare(0, 4, "hbm-") != 0 && brick.zone.find("-bulk") == std::string::npos) return;
        const double y = margin + 1e3 * pixels * (high_[1] - (brick.lower[1] + brick.upper[1]) / 2);
        body_ += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\" fill=\"#ffffff\">{}</text>\n",
                             across((brick.lower[0] + brick.upper[0]) / 2), y + 4,
                             escaped(brick.zone.substr(0, brick.zone.find("-bulk"))));
    }

    void caption(double x, double y, const std::string& text)
    {
        body_ += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\">{}</text>\n", x, y, escaped(text));
    }

    // Each zone once, the highest first: its box from lowest to highest corner.
    void list(double x)
    {
        std::map<std::string, Brick> boxes;
        std::vector<std::string> names;
        for (const Brick& brick : all_) {
            if (brick.zone.empty()) continue;
            const auto [place, isNew] = boxes.emplace(brick.zone, brick);
            if (isNew) names.insert(names.begin(), brick.zone);
            for (int d = 0; d < 3; ++d) {
                place->second.lower[d] = std::min(place->second.lower[d], brick.lower[d]);
                place->second.upper[d] = std::max(place->second.upper[d], brick.upper[d]);
            }
        }
        double y = margin;
        for (const std::string& name : names) {
            const Brick& b = boxes.at(name);
            body_ += fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"12\" height=\"12\" fill=\"{}\"/>\n", x, y,
                                 colourOf(name));
            caption(x + 18, y + 10,
                    fmt::format("{}: {:.4g} x {:.4g} x {:.4g} mm", name, 1e3 * (b.upper[0] - b.lower[0]),
                                1e3 * (b.upper[1] - b.lower[1]), 1e3 * (b.upper[2] - b.lower[2])));
            y += 18;
        }
        listEnd_ = y;
    }

    const std::vector<Brick>&plan_, &all_;
    Point low_{}, high_{};
    std::string body_;
    double listEnd_ = 0;
};

} // namespace

std::string drawnBricks(const std::vector<Brick>& plan, const std::vector<Brick>& all, double y,
                        std::optional<double> z, const std::string& title)
{
    return Drawing(plan, all).text(y, z, title);
}

} // namespace coldloop::meshes
