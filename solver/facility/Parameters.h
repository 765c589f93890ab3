// Everything the facility model needs, validated and in SI. solver/case fills it; nothing here knows a file.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/ColdPlate.h"
#include "solver/materials/Coolant.h"
#include "solver/plant/Chiller.h"
#include "solver/plant/CoolingTower.h"
#include "solver/workload/Chip.h"
#include "solver/workload/Trace.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace coldloop::facility {

using CoolantPtr = std::shared_ptr<const materials::Coolant>;

// A cold plate that 3-D CFD resolves.
struct ResolvedPlateParameters {
    cht::ColdPlateParameters geometry;
    double nominalFlow = 0;                 // [m^3/s]
    std::vector<double> sampleFlows;        // relative to nominalFlow, increasing, at least 4
    std::vector<double> sampleTemperatures; // inlet [K], at least 2
    double plenumShare = 0;                 // of the plate's pressure drop in plenums and ports [-]
    double plateCapacity = 0;               // copper and coolant [J/K]
    double dieCapacity = 0;                 // die with silicon and TIM side [J/K]
};

// A cold plate known by one resistance.
struct LumpedPlateParameters {
    std::string name;
    double resistance = 0;    // junction - inlet [K/W]
    double quadraticLoss = 0; // dp = K m^2 [Pa/(kg/s)^2]
    double plateCapacity = 0; // [J/K]
    double dieCapacity = 0;   // [J/K]
};

enum class TrayKind { compute, switchTray };

// Compute tray: `superchips` in parallel, each a group of parallel GPU plates followed in series by one CPU plate.
struct RackParameters {
    std::string name;
    std::vector<TrayKind> trays; // bottom to top; tray numbers start at 1
    int superchips = 0;          // per compute tray
    int gpusPerSuperchip = 0;
    int switchesPerTray = 0; // parallel, per switch tray
    workload::ChipParameters gpu, cpu, switchAsic;
    ResolvedPlateParameters gpuPlate;
    LumpedPlateParameters cpuPlate, switchPlate;
    double otherTrayHeat = 0;     // to the coolant of a compute tray besides the chips [W]
    double airHeat = 0;           // to the room, per rack [W]
    double ratedPower = 0;        // [W]
    double quickDisconnectKv = 0; // SI, one at supply and one at return of a tray
    double hoseLength = 0, hoseDiameter = 0, hoseRoughness = 0;             // of a tray, supply and return together [m]
    double manifoldDiameter = 0, manifoldLength = 0, manifoldRoughness = 0; // header over all trays [m]
    double trayVolume = 0;                                                  // coolant in a tray [m^3]
    double manifoldVolume = 0;               // coolant in manifolds and hoses of a rack [m^3]
    double metalCapacity = 0;                // metal in contact with the coolant, per rack [J/K]
    double maxFlow = 0;                      // sustained [m^3/s], exceeding it is flagged
    double trayMaxPressureDrop = 0;          // [Pa], exceeding it is flagged
    double width = 0, depth = 0, height = 0; // [m], for pictures
};

struct CduParameters {
    std::string name;
    double ratedCapacity = 0;                  // [W]
    double ratedApproach = 0;                  // TCS supply - FWS inlet [K]
    double ratedTcsFlow = 0, ratedFwsFlow = 0; // [kg/s]
    double fwsPressureDrop = 0;                // exchanger, at the rated flow [Pa]
    int pumpsInstalled = 0, pumpsRunning = 0;
    std::vector<double> pumpFlow, pumpRise; // one pump at full speed, external head [m^3/s], [Pa]
    double pumpEfficiency = 0;              // wire to water
    double maxTcsFlow = 0;                  // [m^3/s]
    double valveStrokeTime = 0;             // [s]
};

struct TcsParameters {
    CoolantPtr coolant;
    CduParameters cdu;
    double supplySetpoint = 0; // [K]
    double rackFlow = 0;       // mean of a rack at the supply temperature [m^3/s]; the pump speed holds racks x this
    double pipingLinear = 0, pipingQuadratic = 0; // dp = a Q + b Q^2 of the whole flow [Pa s/m^3], [Pa s^2/m^6]
    double volume = 0;                            // coolant of CDU and piping, racks apart [m^3]
    double referencePressure = 0;                 // expansion vessel at the pump suction [Pa gauge]
};

struct FwsParameters {
    CoolantPtr coolant;
    double flow = 0;                  // with the CDU valve open [kg/s]
    double volume = 0;                // [m^3]
    double valveOpenPressureDrop = 0; // CDU control valve fully open at `flow` [Pa]
    double pipingPressureDrop = 0;    // at `flow` [Pa]
    double pumpEfficiency = 0;        // wire to water
    double minValveOpening = 0;       // [-]
};

struct PlantParameters {
    plant::CoolingTowerParameters tower;
    double towerWaterRatio = 0;       // condenser water flow / tower's rated water flow
    double condenserFlow = 0;         // [kg/s]
    double condenserPressureDrop = 0; // [Pa] at that flow, lift included
    double condenserPumpEfficiency = 0;
    double condenserVolume = 0;       // [m^3]
    double isolatingApproach = 0;     // rating of the plate exchanger [K]
    double isolatingDuty = 0;         // [W]
    double isolatingPressureDrop = 0; // each side at rated flow [Pa]
    double cyclesOfConcentration = 0;
    // Chiller that trims the FWS supply; used only where `trim` is set.
    bool trim = false;
    plant::ChillerParameters trimChiller;
    int trimChillers = 0;
    double trimSetpoint = 0; // FWS supply [K]
    // Chiller that carries the room's coil.
    plant::ChillerParameters roomChiller;
    int roomChillers = 0;
    double roomChilledWater = 0; // leaving [K]
};

struct RoomParameters {
    double dewPoint = 0;       // [K]
    double dewPointMargin = 0; // [K] supply is kept above dew point + margin
};

struct WeatherParameters {
    double wetBulb = 0, dryBulb = 0; // [K]
};

// A clogged quick disconnect or partly closed valve: the supply coupling of these trays has this Kv instead.
struct Restriction {
    std::vector<int> trays; // numbers from 1, of the resolved rack
    double kv = 0;          // SI
};

struct WorkloadParameters {
    std::optional<workload::TrainingParameters> training; // exactly one of the two
    std::optional<workload::PowerTrace> imported;
};

struct TransientParameters {
    double duration = 0, step = 0; // [s]
    double checkpointInterval = 0; // simulated [s]
};

// Nominal inputs against which the cause of a hot chip is named.
struct NominalParameters {
    double supplyTemperature = 0; // [K]
};

// Which GPUs' plates are solved again in 3-D at their own flow, inlet temperature and power.
struct ZoomParameters {
    int worst = 1;          // so many of the hottest
    std::vector<int> chips; // and these, by their number (ChipPlace::number)
};

struct Parameters {
    std::string title;
    RackParameters rack;
    int racks = 0;               // on the CDU; the first has all its chips resolved, the others are nominal
    double resistanceSpread = 0; // standard deviation of the plates' resistance above the coolant's own rise [-]
    std::uint64_t seed = 0;
    std::vector<Restriction> restrictions;
    TcsParameters tcs;
    FwsParameters fws;
    PlantParameters plant;
    RoomParameters room;
    WeatherParameters weather;
    WorkloadParameters workload;
    std::optional<TransientParameters> transient;
    NominalParameters nominal;
    ZoomParameters zoom;
};

} // namespace coldloop::facility
