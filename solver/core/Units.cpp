// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/core/Units.h"

#include "solver/core/Error.h"
#include "solver/core/UnitTables.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <memory>
#include <udunits2.h>

namespace coldloop {

namespace {

using units::KindInfo;
using units::PressureReference;

struct FreeUnit {
    void operator()(ut_unit* unit) const { ut_free(unit); }
};
struct FreeConverter {
    void operator()(cv_converter* converter) const { cv_free(converter); }
};
using UnitPtr = std::unique_ptr<ut_unit, FreeUnit>;
using ConverterPtr = std::unique_ptr<cv_converter, FreeConverter>;

// The database is read once and lives as long as the program.
ut_system* unitSystem()
{
    static ut_system* const system = [] {
        ut_set_error_message_handler(ut_ignore);
        ut_system* const read = ut_read_xml(nullptr);
        if (!read)
            throw EnvironmentError("the unit database of udunits2 cannot be read. Install libudunits2-data or set "
                                   "UDUNITS2_XML_PATH to its udunits2.xml");
        return read;
    }();
    return system;
}

std::string trimmed(const std::string& text)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string::npos) return "";
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string writeLike(const KindInfo& info)
{
    const bool vowel = std::string("aeiou").find(info.name[0]) != std::string::npos;
    return std::string(vowel ? "an " : "a ") + info.name + " is written like \"" + info.example + "\"";
}

bool isAscii(char c, int (*test)(int)) { return static_cast<unsigned char>(c) < 128 && test(c); }

// The unit with every own name replaced by what udunits2 knows. Throws InputError on a refused name.
std::string withoutAliases(const std::string& unit)
{
    std::string result;
    for (std::size_t i = 0; i < unit.size();) {
        if (!isAscii(unit[i], std::isalpha)) {
            result += unit[i++];
            continue;
        }
        std::size_t wordEnd = i, nameEnd = i; // with digits ("inH2O"), and letters only ("L" of "L3")
        while (wordEnd < unit.size() && (isAscii(unit[wordEnd], std::isalnum) || unit[wordEnd] == '_')) ++wordEnd;
        while (nameEnd < wordEnd && !isAscii(unit[nameEnd], std::isdigit)) ++nameEnd;
        const std::string word = unit.substr(i, wordEnd - i);
        const std::string name = units::alias(word) ? word : unit.substr(i, nameEnd - i);
        // "°C" and "°F" are temperatures: the sign's bytes are not letters, so only the letter arrives here.
        const bool afterDegreeSign = i >= 2 && unit.compare(i - 2, 2, "\u00b0") == 0;
        if (const char* reason = afterDegreeSign ? nullptr : units::refusal(name))
            throw InputError("unit \"" + name + "\" is refused: " + reason);
        const char* const known = units::alias(name);
        result += known ? known : name;
        i += name.size();
    }
    return result;
}

UnitPtr parsedUnit(const std::string& unit, const KindInfo& info)
{
    // udunits2 would read "3 kW" as a unit of three kilowatts, and "K @ 5" as a shifted scale.
    const bool startsWithNumber = unit.empty() || isAscii(unit[0], std::isdigit);
    const bool usable = !startsWithNumber || unit == "1" || unit.compare(0, 2, "1/") == 0;
    UnitPtr parsed;
    if (usable && unit.find_first_of("@,") == std::string::npos)
        parsed.reset(ut_parse(unitSystem(), withoutAliases(unit).c_str(), UT_UTF8));
    if (!parsed) throw InputError("unknown unit \"" + unit + "\": " + writeLike(info));
    return parsed;
}

bool sameDimension(const ut_unit* a, const ut_unit* b)
{
    // Not ut_are_convertible: it also converts a time to a frequency.
    const UnitPtr ratio(ut_divide(a, b));
    return ratio && ut_is_dimensionless(ratio.get());
}

// udunits2 counts radians as plain numbers; here "Hz" is not "rad/s".
bool containsAngle(const ut_unit* unit)
{
    char text[256];
    const int length = ut_format(unit, text, sizeof text, UT_ASCII | UT_DEFINITION);
    if (length <= 0) return false;
    return std::string(text, std::min<std::size_t>(length, sizeof text)).find("rad") != std::string::npos;
}

void checkPressure(PressureReference reference, const std::string& unit, const std::string& plain, Kind kind)
{
    const auto refuse = [&](const std::string& what) { throw InputError("unit \"" + unit + "\" " + what); };
    if (kind == Kind::pressureGauge) {
        if (reference == PressureReference::none)
            refuse("does not say gauge or absolute: a gauge pressure is written like \"1.5 barg\", \"20 psig\"");
        if (reference != PressureReference::gauge)
            refuse("is not a gauge pressure: write " + (plain == "psi" ? std::string("psig") : plain + "g"));
    } else if (kind == Kind::pressureAbsolute) {
        if (reference == PressureReference::none && plain == "psi")
            refuse("does not say gauge or absolute: an absolute pressure is written like \"14.7 psia\"");
        if (reference == PressureReference::gauge || reference == PressureReference::difference)
            refuse("is not an absolute pressure: write \"" + plain + "a\" and add the atmosphere");
    } else if (kind == Kind::pressureDifference) {
        if (reference == PressureReference::gauge || reference == PressureReference::absolute)
            refuse("is a pressure against a reference, but a difference is wanted: write \"" + plain + "\"");
    } else if (reference != PressureReference::none) {
        refuse(std::string("is a pressure: ") + writeLike(units::kindInfo(kind)));
    }
}

// What a unit does to a number: SI = converter(number) * factor.
struct Conversion {
    ConverterPtr toSi, fromSi;
    double factor = 1;
    bool massFlow = false;
};

// Kv is the flow of 1000 kg/m^3 water at 1 bar: 1e5 = 1000 (Kv / kv)^2, so kv = Kv sqrt(1000 / 1e5).
const double kvFactor = std::sqrt(1000 / 1e5);

void checkDimension(const ut_unit* unit, const ut_unit* wanted, const std::string& text, const KindInfo& info)
{
    const bool angleWanted = info.kind == Kind::angle || info.kind == Kind::rotation;
    if (!sameDimension(unit, wanted) || containsAngle(unit) != angleWanted)
        throw InputError("unit \"" + text + "\" is not a unit of a " + info.name + ": " + writeLike(info));
}

void checkOffset(const Conversion& conversion, const std::string& text, const KindInfo& info)
{
    const bool offset = cv_convert_double(conversion.toSi.get(), 0) != 0;
    if (info.kind == Kind::temperature) {
        if (text.compare(0, 6, "delta_") == 0)
            throw InputError("unit \"" + text + "\" is a temperature difference: " + writeLike(info));
    } else if (offset) {
        throw InputError("unit \"" + text + "\" is a point on a scale, but a " + info.name + " is wanted: write \"" +
                         info.si + "\"");
    }
}

Conversion conversionOf(const std::string& unit, Kind kind)
{
    const KindInfo& info = units::kindInfo(kind);
    std::string plain;
    checkPressure(units::pressureReference(unit, plain), unit, plain, kind);
    if (kind == Kind::flowCoefficient && (plain == "gpm" || plain == "GPM"))
        throw InputError("unit \"" + unit +
                         "\" is of Cv (at 1 psi), not of Kv (at 1 bar): multiply the Cv by 0.865 "
                         "and write m3/h");
    const UnitPtr parsed = parsedUnit(plain, info);
    UnitPtr wanted(ut_parse(unitSystem(), info.base, UT_ASCII));
    expects(wanted != nullptr, "Units: a SI unit in the table of kinds cannot be parsed");

    Conversion conversion;
    if (kind == Kind::flow) {
        UnitPtr mass(ut_parse(unitSystem(), "kg/s", UT_ASCII));
        conversion.massFlow = sameDimension(parsed.get(), mass.get());
        if (conversion.massFlow) wanted = std::move(mass);
    }
    checkDimension(parsed.get(), wanted.get(), unit, info);
    conversion.toSi.reset(ut_get_converter(parsed.get(), wanted.get()));
    conversion.fromSi.reset(ut_get_converter(wanted.get(), parsed.get()));
    expects(conversion.toSi && conversion.fromSi, "Units: no converter between units of the same dimension");
    if (kind == Kind::flowCoefficient) conversion.factor = kvFactor;
    checkOffset(conversion, unit, info);
    return conversion;
}

struct NumberAndUnit {
    double number;
    std::string unit;
};

NumberAndUnit split(const std::string& text, const KindInfo& info)
{
    const std::string all = trimmed(text);
    const char* const begin = all.c_str() + (!all.empty() && all[0] == '+' ? 1 : 0);
    const char* const end = all.c_str() + all.size();
    double number = 0;
    const auto [rest, error] = std::from_chars(begin, end, number);
    if (error != std::errc() || !std::isfinite(number))
        throw InputError("\"" + text + "\" does not start with a number: " + writeLike(info));
    if (rest != end && *rest == ',')
        throw InputError("\"" + text + "\" has a comma in its number: write a decimal point, no thousands separator");
    std::string unit = trimmed(std::string(rest, end));
    if (unit.empty()) {
        if (info.kind != Kind::dimensionless) throw InputError("\"" + text + "\" has no unit: " + writeLike(info));
        unit = "1";
    }
    return {number, unit};
}

} // namespace

double parseQuantity(const std::string& text, Kind kind)
{
    const KindInfo& info = units::kindInfo(kind);
    const NumberAndUnit parts = split(text, info);
    const Conversion conversion = conversionOf(parts.unit, kind);
    const double value = cv_convert_double(conversion.toSi.get(), parts.number) * conversion.factor;
    if (kind == Kind::temperature && !(value >= 0))
        throw InputError("\"" + text + "\" is below absolute zero (-273.15 degC)");
    return value;
}

bool isMassFlow(const std::string& text)
{
    return conversionOf(split(text, units::kindInfo(Kind::flow)).unit, Kind::flow).massFlow;
}

std::string kindName(Kind kind) { return units::kindInfo(kind).name; }
std::string siUnit(Kind kind) { return units::kindInfo(kind).si; }
std::string example(Kind kind) { return units::kindInfo(kind).example; }

double fromSi(double siValue, const std::string& unit, Kind kind)
{
    const Conversion conversion = conversionOf(trimmed(unit), kind);
    return cv_convert_double(conversion.fromSi.get(), siValue / conversion.factor);
}

} // namespace coldloop
