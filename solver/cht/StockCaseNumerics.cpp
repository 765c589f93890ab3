// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/StockCaseNumerics.h"

#include "solver/cht/StockCaseMaterials.h"
#include "solver/cht/StockCaseText.h"

#include <fmt/format.h>

namespace coldloop::cht {

namespace {

constexpr double orthogonal = 0.01, steep = 60;                            // [deg]
constexpr int lastIteration = 3000, writtenEvery = 500, watchedEvery = 10; // of a steady case
constexpr double maxCourant = 2; // the segregated solver loses its way in much longer steps

// A function object that watches a field of a region.
std::string watch(const StockModel& model, const std::string& name, const std::string& region, const std::string& what)
{
    return fmt::format(
        "    {} {{ libs (fieldFunctionObjects); region {}; {} writeControl timeStep; writeInterval {}; log "
        "false; }}\n",
        name, region, what, model.options.time ? 1 : watchedEvery);
}

std::string onPatch(const std::string& field, const std::string& patch, const std::string& operation)
{
    return fmt::format(
        "type surfaceFieldValue; fields ({}); regionType patch; name {}; operation {}; writeFields false;", field,
        patch, operation);
}

std::string watches(const StockModel& model)
{
    std::string text;
    for (const StockRegion& region : model.regions) {
        text += watch(model, "tmax_" + region.name, region.name, "type fieldMinMax; fields (T);");
        for (const StockPatch& patch : region.patches) {
            const Boundary& b = model.boundaries[patch.patch];
            if (b.flow == FlowBoundary::inlet && region.material.fluid)
                text += watch(model, "pin_" + b.patch, region.name, onPatch("p_rgh", b.patch, "areaAverage"));
            if (b.flow == FlowBoundary::outlet && region.material.fluid)
                text += watch(model, "tout_" + b.patch, region.name,
                              onPatch("T", b.patch, "weightedAverage; weightField phi"));
        }
    }
    return text;
}

// Of gradients normal to faces.
std::string normalGradient(const StockModel& model)
{
    return model.maxAngle < orthogonal ? "uncorrected"
           : model.maxAngle <= steep   ? "corrected"
                                       : "limited corrected 0.5";
}

int correctors(const StockModel& model) { return model.maxAngle < orthogonal ? 0 : 1; }

std::string convection(const StockModel& model)
{
    const std::string b = model.options.time ? "" : "bounded ";
    const std::string enthalpy = model.options.upwindEnthalpy ? "upwind" : "linearUpwind grad(h)";
    std::string text = fmt::format("    div(phi,U)      {0}Gauss linearUpwind grad(U);\n    div(phi,h)      {0}Gauss "
                                   "{1};\n    div(phi,K)      {0}Gauss linear;\n",
                                   b, enthalpy);
    for (const char* field : {"k", "omega", "epsilon"})
        text += fmt::format("    div(phi,{}) {}Gauss upwind;\n", field, b);
    return text + "    div(((rho*nuEff)*dev2(T(grad(U))))) Gauss linear;\n";
}

std::string solver(const std::string& fields, const char* words, double relative)
{
    return fmt::format("    {} {{ {} relTol {}; }}\n", fields, words, foamNumber(relative));
}

const char* const pressureWords = "solver PCG; preconditioner DIC; tolerance 1e-14;";
const char* const transportWords = "solver PBiCGStab; preconditioner DILU; tolerance 1e-12;";
const char* const solidWords = "solver PCG; preconditioner DIC; tolerance 1e-12;";

std::string fluidSolution(const StockModel& model, const StockRegion& region)
{
    const bool inTime = model.options.time.has_value();
    std::string text = "solvers\n{\n" + solver("p_rgh", pressureWords, inTime ? 0.01 : 0.02) +
                       solver("\"(U|h|k|omega|epsilon)\"", transportWords, 0.01);
    if (inTime)
        text += solver("\"(rho|rhoFinal|p_rghFinal)\"", pressureWords, 0) +
                solver("\"(U|h|k|omega|epsilon)Final\"", transportWords, 0);
    text += "}\n\n";
    if (inTime)
        return text +
               fmt::format("PIMPLE\n{{\n    momentumPredictor yes;\n    nCorrectors 2;\n    nNonOrthogonalCorrectors "
                           "{};\n    pRefCell 0;\n    pRefValue {};\n}}\n\nrelaxationFactors {{ equations {{ "
                           "\".*\" 1; }} }}\n",
                           correctors(model), foamNumber(model.physics.operatingPressure));
    const auto [least, most] = densityRange(model, region.material);
    return text +
           fmt::format("SIMPLE\n{{\n    momentumPredictor yes;\n    nNonOrthogonalCorrectors {};\n    frozenFlow "
                       "no;\n    pRefCell 0;\n    pRefValue {};\n    rhoMin {:.6g};\n    rhoMax "
                       "{:.6g};\n}}\n\nrelaxationFactors\n{{\n    fields {{ rho 1; p_rgh 0.3; }}\n    equations "
                       "{{ U 0.7; h 0.7; \"(k|omega|epsilon)\" 0.7; }}\n}}\n",
                       correctors(model), foamNumber(model.physics.operatingPressure),
                       region.material.gas ? 0.2 * least : 0.9 * least, region.material.gas ? 3 * most : 1.1 * most);
}

} // namespace

std::string solverName(const StockModel& model)
{
    return model.options.time ? "chtMultiRegionFoam" : "chtMultiRegionSimpleFoam";
}

std::string controlText(const StockModel& model)
{
    std::string run = fmt::format("endTime         {};\ndeltaT          1;\nwriteControl    timeStep;\nwriteInterval   "
                                  "{};\n",
                                  lastIteration, writtenEvery);
    if (const std::optional<TimeControl>& time = model.options.time) {
        const double interval = model.options.writeInterval > 0 ? model.options.writeInterval : time->end;
        run =
            fmt::format("endTime         {};\ndeltaT          {};\nwriteControl    adjustableRunTime;\nwriteInterval   "
                        "{};\nadjustTimeStep  yes;\nmaxDeltaT       {};\nmaxCo           {};\nmaxDi           1e9;\n",
                        foamNumber(time->end), foamNumber(time->step / 100), foamNumber(interval),
                        foamNumber(time->step), foamNumber(maxCourant));
    }
    return fmt::format(
        "application     {};\nstartFrom       startTime;\nstartTime       0;\nstopAt          endTime;\n{}"
        "purgeWrite      {};\nwriteFormat     binary;\nwritePrecision  10;\ntimeFormat      "
        "general;\ntimePrecision   10;\nrunTimeModifiable no;\n\nfunctions\n{{\n{}}}\n",
        solverName(model), run, model.options.time ? 0 : 1, watches(model));
}

std::string schemesText(const StockModel& model, const StockRegion& region)
{
    return fmt::format("ddtSchemes\n{{\n    default         {};\n}}\n\ngradSchemes\n{{\n    default         Gauss "
                       "linear;\n}}\n\ndivSchemes\n{{\n    default         none;\n{}}}\n\nlaplacianSchemes\n{{\n    "
                       "default         Gauss linear {};\n}}\n\ninterpolationSchemes\n{{\n    default         "
                       "linear;\n}}\n\nsnGradSchemes\n{{\n    default         {};\n}}\n\nwallDist {{ method meshWave; "
                       "}}\n",
                       model.options.time ? "backward" : "steadyState", region.material.fluid ? convection(model) : "",
                       normalGradient(model), normalGradient(model));
}

std::string solutionText(const StockModel& model, const StockRegion& region)
{
    if (region.material.fluid) return fluidSolution(model, region);
    const bool inTime = model.options.time.has_value();
    return "solvers\n{\n" + solver("h", solidWords, 1e-3) + (inTime ? solver("hFinal", solidWords, 0) : "") +
           fmt::format(
               "}}\n\n{} {{ nNonOrthogonalCorrectors {}; }}\n\nrelaxationFactors {{ equations {{ \"h.*\" 1; }} }}\n",
               inTime ? "PIMPLE" : "SIMPLE", correctors(model));
}

std::string topSolutionText(const StockModel& model)
{
    return model.options.time ? "PIMPLE { nOuterCorrectors 5; }\n" : "";
}

} // namespace coldloop::cht
