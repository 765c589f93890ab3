// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/app/Provenance.h"

#include "Version.inc"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <petscsys.h>

#include <ctime>
#include <sys/resource.h>
#include <unistd.h>

namespace coldloop::app {

std::string versionText() { return fmt::format("coldloop {} ({})", buildVersion, buildCommit); }

results::Provenance provenance(const std::string& caseHash)
{
    results::Provenance p;
    p.version = buildVersion;
    p.commit = buildCommit;
    p.caseHash = caseHash;
    char host[256] = "unknown";
    gethostname(host, sizeof host - 1);
    p.host = host;
    p.date = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
    p.compiler = fmt::format("GCC-compatible {}", __VERSION__);
    p.libraries["PETSc"] = fmt::format("{}.{}.{}", PETSC_VERSION_MAJOR, PETSC_VERSION_MINOR, PETSC_VERSION_SUBMINOR);
    p.libraries["HDF5"] = results::hdf5Version();
    return p;
}

double peakMemoryBytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return 1024.0 * static_cast<double>(usage.ru_maxrss);
}

} // namespace coldloop::app
