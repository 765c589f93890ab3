// Reads files written here; the header is nvidia-smi's, the numbers are synthetic.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/NvidiaSmi.h"
#include "solver/core/Error.h"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace coldloop;
using coldloop::case_file::readNvidiaSmi;

namespace {

const std::string fullHeader =
    "timestamp, index, uuid, power.draw [W], clocks.sm [MHz], clocks.mem [MHz], utilization.gpu [%], "
    "utilization.memory [%], memory.used [MiB], temperature.gpu, pstate, power.limit, "
    "clocks_event_reasons.sw_power_cap, clocks_event_reasons.hw_slowdown, "
    "clocks_event_reasons.hw_thermal_slowdown, clocks_event_reasons.sw_thermal_slowdown\n";

class TraceFile {
public:
    explicit TraceFile(const std::string& text)
        : path_(std::filesystem::temp_directory_path().string() + "/coldloop-smi-" + std::to_string(getpid()) + ".csv")
    {
        std::ofstream(path_) << text;
    }
    ~TraceFile() { std::filesystem::remove(path_); }
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

std::string fullRow(const std::string& time, int gpu, const std::string& power)
{
    return time + ", " + std::to_string(gpu) + ", GPU-synthetic, " + power +
           ", 1830 MHz, 2619 MHz, 99 %, 40 %, 71000 MiB, 45, P0, 700.00 W, Not Active, Not Active, Not Active, "
           "Not Active\n";
}

std::string errorOf(const std::string& text)
{
    const TraceFile file(text);
    try {
        readNvidiaSmi(file.path());
    } catch (const InputError& error) {
        return error.what();
    }
    return "no error";
}

} // namespace

TEST_CASE("a recording of two GPUs becomes a trace", "[nvidia-smi]")
{
    const TraceFile file(
        fullHeader + fullRow("2026/01/31 23:59:59.900", 1, "650.50 W") +
        fullRow("2026/01/31 23:59:59.903", 0, "245.00 W") + fullRow("2026/02/01 00:00:00.150", 1, "640.00 W") +
        fullRow("2026/02/01 00:00:00.153", 0, "700") + fullRow("2026/02/01 00:00:00.400", 0, "300.25 W"));
    const workload::PowerTrace trace = readNvidiaSmi(file.path());
    REQUIRE(trace.time.size() == 3);
    CHECK(trace.time[0] == 0);
    CHECK(trace.time[1] == Approx(0.25));
    CHECK(trace.time[2] == Approx(0.5));
    REQUIRE(trace.power.size() == 2);
    CHECK(trace.power[0] == std::vector<double>{245, 700, 300.25});
    CHECK(trace.power[1] == std::vector<double>{650.5, 640, 640}); // lacks the last sample: keeps the former
    CHECK(trace.source == file.path());
    CHECK(trace.powerAt(0, 0.3) == 700);
}

TEST_CASE("columns may come in any order, without units and with Windows line ends", "[nvidia-smi]")
{
    const TraceFile file("\xef\xbb\xbfpower.draw, index, timestamp\r\n100, 3, 2026/01/01 00:00:00\r\n\r\n"
                         "120, 3, 2026/01/01 00:00:01\r\n");
    const workload::PowerTrace trace = readNvidiaSmi(file.path());
    CHECK(trace.time == std::vector<double>{0, 1});
    CHECK(trace.power == std::vector<std::vector<double>>{{100, 120}});
}

TEST_CASE("a GPU that answers late has its first power from the start", "[nvidia-smi]")
{
    const TraceFile file("timestamp,index,power.draw [W]\n2026/01/01 00:00:00,0,100\n2026/01/01 00:00:01,0,110\n"
                         "2026/01/01 00:00:01.001,1,500\n");
    CHECK(readNvidiaSmi(file.path()).power[1] == std::vector<double>{500, 500});
}

TEST_CASE("errors of a recording name their line", "[nvidia-smi]")
{
    const std::string header = "timestamp, index, power.draw [W]\n";
    CHECK_THAT(errorOf(""), Catch::Contains(":1: the file is empty. Record it with: nvidia-smi --query-gpu"));
    CHECK_THAT(errorOf("timestamp, index\n"), Catch::Contains(":1: the header has no column 'power.draw'"));
    CHECK_THAT(errorOf("2026/01/01 00:00:00, 0, 100 W\n"),
               Catch::Contains("no column 'timestamp'") && Catch::Contains("no column 'index'"));
    CHECK_THAT(errorOf(header), Catch::Contains(":1: there is no sample after the header"));
    CHECK_THAT(errorOf(header + "2026/01/01 00:00:00, 0\n"), Catch::Contains(":2: 2 values under 3 column names"));
    CHECK_THAT(errorOf(header + "2026/13/01 00:00:00, 0, 1\n"),
               Catch::Contains(":2: timestamp '2026/13/01 00:00:00' is not a date and time. Write it like"));
    CHECK_THAT(errorOf(header + "2026/01/01 00:00:00, x, 1\n"), Catch::Contains(":2: index 'x' is not the number"));
    CHECK_THAT(errorOf(header + "2026/01/01 00:00:00, 0, -5 W\n"),
               Catch::Contains(":2: power.draw '-5 W' is not a power"));
    CHECK_THAT(errorOf(header + "2026/01/01 00:00:00, 0, 5 kW\n"),
               Catch::Contains("power.draw '5 kW' is not a power in watts"));
    CHECK_THAT(errorOf(header + "2026/01/01 00:00:00, 0, [N/A]\n"), Catch::Contains("power.draw '[N/A]'"));
    CHECK_THAT(errorOf(header + "2026/01/01 00:00:01, 0, 1\n2026/01/01 00:00:00, 0, 1\n"),
               Catch::Contains(":3: timestamp '2026/01/01 00:00:00' is before the line above. Sort the lines"));
    // All errors of a file at once, up to 20.
    std::string many = header;
    for (int i = 0; i < 25; ++i) many += "2026/01/01 00:00:00, 0, bad\n";
    CHECK_THAT(errorOf(many), Catch::Contains(":2: ") && Catch::Contains(":21: ") && Catch::Contains("5 more errors"));
}

TEST_CASE("a missing recording and a directory are told apart", "[nvidia-smi]")
{
    const std::string folder = std::filesystem::temp_directory_path().string();
    CHECK_THROWS_WITH(readNvidiaSmi(folder + "/no-such-file.csv"), Catch::Contains("the file does not exist"));
    CHECK_THROWS_WITH(readNvidiaSmi(folder), Catch::Contains("is a directory. Name the CSV file"));
}
