// What holds for a whole 3-D model, contacts and power maps.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/BuildModel.h"
#include "solver/case/UnitTable.h"
#include "solver/core/Error.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace coldloop::case_file {

namespace {

cht::Vec3 vectorOf(const std::vector<double>& values)
{
    cht::Vec3 vector{};
    std::copy_n(values.begin(), std::min<std::size_t>(3, values.size()), vector.begin());
    return vector;
}

double product(const cht::Vec3& a, const cht::Vec3& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

void buildContact(ModelBuild& build, const Record& record)
{
    cht::ContactResistance contact;
    const std::vector<std::string>& zones = record["zones"].texts;
    if (zones.size() != 2) return; // told where it was read
    contact.zoneA = zones[0];
    contact.zoneB = zones[1];
    double conductivity = record.number("conductivity");
    if (record.has("interface-material"))
        if (const Record* const entry = Catalogue(build.library, build.errors).entry(record, "interface-material")) {
            conductivity = entry->number("conductivity");
            for (const Placeholder& placeholder : entry->placeholders()) build.placeholders.push_back(placeholder);
        }
    const bool layer = record.has("thickness"),
               material = record.has("conductivity") || record.has("interface-material");
    if (record.has("conductivity") && record.has("interface-material"))
        build.fail(record, "interface-material", "and conductivity are given. Keep one of them");
    if (record.sound && (record.has("resistance") == layer || layer != material))
        build.errors.add(record.place, "contacts needs either `resistance`, or `thickness` with `conductivity` or "
                                       "`interface-material`. Give one of the two forms");
    contact.value = record.has("resistance") ? record.number("resistance")
                    : conductivity > 0       ? record.number("thickness") / conductivity
                                             : 0;
    build.model.physics.contacts.push_back(contact);
}

void scalePowers(ModelBuild& build, const Record& record, cht::PowerMap& map)
{
    double total = 0;
    for (const cht::PowerRectangle& rectangle : map.rectangles) total += rectangle.power;
    double factor = 1 / build.model.symmetryFactor;
    if (record.has("power")) {
        if (total == 0 && record.number("power") != 0)
            build.fail(record, "power", "cannot be spread over a map whose powers sum to 0 W. Correct the map");
        else if (total != 0)
            factor *= record.number("power") / total;
    }
    for (cht::PowerRectangle& rectangle : map.rectangles) rectangle.power *= factor;
}

void buildMap(ModelBuild& build, const Record& record, const std::string& name)
{
    cht::PowerMap map;
    map.patch = record.text("patch");
    map.zone = record.text("zone");
    if (record.has("patch") == record.has("zone"))
        build.errors.add(record.place, "power-maps needs either `patch` or `zone`. Give one of them");
    map.origin = vectorOf(record["origin"].numbers);
    map.xAxis = vectorOf(record["x-axis"].numbers);
    map.yAxis = vectorOf(record["y-axis"].numbers);
    for (const char* key : {"x-axis", "y-axis"}) {
        cht::Vec3& axis = std::string(key) == "x-axis" ? map.xAxis : map.yAxis;
        const double length = std::sqrt(product(axis, axis));
        if (!(length > 0) && record.sound) build.fail(record, key, "has no direction. Write for example [1, 0, 0]");
        for (double& component : axis) component /= length > 0 ? length : 1;
    }
    if (record.sound && std::abs(product(map.xAxis, map.yAxis)) > 1e-6)
        build.fail(record, "y-axis", "is not at a right angle to x-axis. Correct one of them");
    const std::filesystem::path file = build.file(record, "file", name);
    if (!file.empty()) map.rectangles = readPowerRectangles(build, record, file);
    scalePowers(build, record, map);
    map.schedule = build.schedule(record);
    build.model.physics.powerMaps.push_back(std::move(map));
    build.model.mapLoadCases.push_back(record.text("load-case"));
}

} // namespace

std::vector<cht::PowerRectangle> readPowerRectangles(ModelBuild& build, const Record& record,
                                                     const std::filesystem::path& file)
{
    std::vector<cht::PowerRectangle> rectangles;
    try {
        std::vector<std::string> faults;
        for (const TableRow& row : readUnitTable(file, {{"name", Kind::dimensionless, true},
                                                        {"x", Kind::length},
                                                        {"y", Kind::length},
                                                        {"width", Kind::length},
                                                        {"height", Kind::length},
                                                        {"power", Kind::power}})) {
            const std::vector<double>& n = row.numbers;
            if (!(n[3] > 0 && n[4] > 0))
                faults.push_back(
                    fmt::format("{}:{}: rectangle '{}' is {:g} m wide and {:g} m high. Give it a size above "
                                "0",
                                file.string(), row.line, row.texts[0], n[3], n[4]));
            rectangles.push_back({row.texts[0], n[1], n[2], n[3], n[4], n[5]});
        }
        if (!faults.empty()) throw InputError(faults);
    } catch (const InputError& error) {
        for (const std::string& message : error.messages())
            build.errors.add(record["file"].place, record.full("file") + ": " + message);
    }
    return rectangles;
}

void buildPhysics(ModelBuild& build)
{
    const Record& record = build.records.at("physics");
    cht::Physics& physics = build.model.physics;
    physics.gravity = vectorOf(record["gravity"].numbers);
    const std::string& buoyancy = record.text("buoyancy");
    if (record.has("gravity") && buoyancy != "none")
        physics.buoyancy = buoyancy == "boussinesq" ? cht::Buoyancy::boussinesq : cht::Buoyancy::density;
    if (!record.has("gravity") && record["buoyancy"].given && buoyancy != "none")
        build.fail(record, "buoyancy",
                   "needs gravity. Add for example gravity = [\"0 m/s2\", \"0 m/s2\", \"-9.81 m/s2\"]");
    physics.operatingPressure = record.number("operating-pressure");
    physics.initialTemperature = record.number("initial-temperature");
    physics.turbulence = record.text("turbulence") == "k-epsilon" ? "kEpsilon" : "kOmegaSST";
    physics.turbulentPrandtl = record.number("turbulent-prandtl");
    build.model.velocityLimit = record.number("velocity-limit");
    int number = 0;
    for (const Record& contact : build.records.list("contacts")) {
        build.model.places[fmt::format("contacts.{}", ++number)] = contact.place.text();
        buildContact(build, contact);
    }
    number = 0;
    for (const Record& map : build.records.list("power-maps")) {
        const std::string name = fmt::format("power-maps.{}", ++number);
        build.model.places[name] = map.place.text();
        buildMap(build, map, name);
    }
}

} // namespace coldloop::case_file
