// What the program and its OpenFOAM library load: one HDF5, the parallel one; OpenFOAM only with the library.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include <array>
#include <cstdio>
#include <regex>
#include <set>
#include <string>

namespace {

// What the dynamic linker would load for `binary`, as ldd prints it.
std::string ldd(const std::string& binary)
{
    std::FILE* pipe = popen(("ldd '" + binary + "' 2>&1").c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::string text;
    std::array<char, 4096> buffer;
    while (std::fgets(buffer.data(), buffer.size(), pipe)) text += buffer.data();
    INFO(text);
    REQUIRE(pclose(pipe) == 0);
    return text;
}

// The names in ldd's text of the HDF5 libraries proper, without those for high-level use or other languages.
std::set<std::string> hdf5Libraries(const std::string& text)
{
    static const std::regex pattern(R"(\blibhdf5(?!_hl|_cpp|_fortran)(?!\w*_hl)(?!\w*_cpp)(?!\w*_fortran)\w*\.so\S*)");
    std::set<std::string> names;
    for (std::sregex_iterator match(text.begin(), text.end(), pattern), end; match != end; ++match)
        names.insert(match->str());
    return names;
}

bool contains(const std::string& text, const std::string& word) { return text.find(word) != std::string::npos; }

} // namespace

TEST_CASE("HDF5 libraries are told apart in the output of ldd")
{
    CHECK(hdf5Libraries("\tlibhdf5_openmpi.so.103 => /lib/x/libhdf5_openmpi.so.103 (0x1)\n"
                        "\tlibhdf5_openmpi_hl.so.100 => /lib/x/libhdf5_openmpi_hl.so.100 (0x1)\n"
                        "\tlibm.so.6 => /lib/x/libm.so.6 (0x2)\n") == std::set<std::string>{"libhdf5_openmpi.so.103"});
    CHECK(hdf5Libraries("\tlibhdf5_openmpi.so.103 => /a (0x1)\n\tlibhdf5_serial.so.103 => /b (0x2)\n").size() == 2);
    CHECK(hdf5Libraries("\tlibhdf5.so.200 => /a/libhdf5.so.200 (0x1)\n") == std::set<std::string>{"libhdf5.so.200"});
}

TEST_CASE("the program and its OpenFOAM library together load one HDF5, and that is not the serial one")
{
    const std::string all = ldd(COLDLOOP_PROGRAM) + ldd(COLDLOOP_OPENFOAM_LIBRARY);
    INFO(all);
    CHECK_FALSE(contains(all, "not found"));
    CHECK_FALSE(contains(all, "libhdf5_serial"));
    CHECK(hdf5Libraries(all).size() == 1);
}

TEST_CASE("the program starts without OpenFOAM, its library brings it")
{
    CHECK_FALSE(contains(ldd(COLDLOOP_PROGRAM), "libOpenFOAM"));
    CHECK(contains(ldd(COLDLOOP_OPENFOAM_LIBRARY), "libOpenFOAM"));
}
