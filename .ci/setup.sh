# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Set-up and build shared by run, test and bench, which source this file.
#
# Everything said here goes to stderr: stdout belongs to the program. Exit 5 where the machine lacks something.
# Nothing is exported to the caller, no file of the system's own configuration is touched; packages are only added.

set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
build=$root/build
cache=${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}}
cache=${cache:-$root/.cache}/coldloop

program_packages=(
    g++ cmake ninja-build pkg-config petsc-dev libopenmpi-dev libhdf5-openmpi-dev libopenblas0-serial
    libtomlplusplus-dev libcli11-dev libeigen3-dev libfmt-dev nlohmann-json3-dev libudunits2-dev libgmsh-dev
)
openfoam_packages=(openfoam libopenfoam bzip2) # bzip2 unpacks the source package that the headers come from
test_packages=(catch2 python3-vtk9)            # python3-vtk9 reads our result files back
slow_packages=(xvfb xauth)                     # ParaView without a screen

say() { printf 'coldloop: %s\n' "$*" >&2; }

fail()
{
    local line
    for line in "$@"; do say "$line"; done
    exit 5
}

# writable FOLDER: makes it if need be.
writable() { mkdir -p "$1" 2>/dev/null && [[ -w $1 ]]; }

# show_in_place LINE: over the terminal's present line, cut to its width.
show_in_place() { printf '\r\033[K%.*s' "$((${COLUMNS:-80} - 1))" "$1" >&2; }

# watched LOG COMMAND...: runs COMMAND with its output in LOG; a terminal shows the latest line of it.
watched()
{
    local log=$1 line status=0
    shift
    if [[ ! -t 2 ]]; then
        "$@" >"$log" 2>&1 </dev/null
        return
    fi
    "$@" 2>&1 </dev/null | tee "$log" | while IFS= read -r line; do
        show_in_place "$line"
    done || status=$?
    printf '\r\033[K' >&2
    return "$status"
}

# show_errors LOG...: what apt-get complained of, or the end of the last log.
show_errors()
{
    grep -h -E '^(E:|Err:|W: Failed)' "$@" | sort -u | tail -n 15 >&2 || tail -n 5 "${!#}" >&2
}

# --- Debian packages ---------------------------------------------------------------------------------------------

is_debian() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

# missing NAME...: those that are not installed, one a line.
missing()
{
    local name installed
    # shellcheck disable=SC2016 # ${...} is dpkg-query's
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null |
        sed -n 's/^installed //p') || true
    for name in "$@"; do
        [[ $'\n'$installed$'\n' == *$'\n'$name$'\n'* ]] || printf '%s\n' "$name"
    done
}

requirements()
{
    say "coldloop sets itself up on Debian 12. Elsewhere it needs, installed beforehand: a C++17 compiler," \
        "CMake 3.25, Ninja, pkg-config, MPI, PETSc 3.18 with hypre, HDF5 1.10 with MPI, toml++ 3, CLI11 2, fmt 9," \
        "nlohmann-json 3, udunits2, Gmsh 4.8, and OpenFOAM (openfoam.com) built from source with WM_PROJECT_DIR set;" \
        "for the tests also Catch2 2 and VTK 9.1 for Python."
}

# install_packages WHY NAME...: adds the missing ones of NAME, or says how to and exits 5. Never removes a package.
install_packages()
{
    local why=$1 log=$build/setup.log names=() apt
    shift
    is_debian || return 0
    mapfile -t names < <(missing "$@")
    ((${#names[@]})) || return 0
    if ((EUID != 0)); then
        fail "Debian packages are missing for $why: ${names[*]}" \
            "Install them as root, then repeat this call:" \
            "    apt-get update && apt-get install --no-install-recommends ${names[*]}"
    fi
    say "installing Debian packages for $why: ${names[*]}"
    apt=(env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -o Acquire::Retries=2)
    # A source of the user's own may be out of reach without harm, so only the installation decides.
    watched "$log.update" "${apt[@]}" update || true
    if ! watched "$log" "${apt[@]}" install -y --no-remove --no-install-recommends "${names[@]}"; then
        show_errors "$log.update" "$log"
        fail "apt-get could not install: ${names[*]}" \
            "All it said is in $log and $log.update. Check the network and the apt sources, then repeat this call."
    fi
}

# --- OpenFOAM's headers ------------------------------------------------------------------------------------------
# Debian ships OpenFOAM's libraries without headers. They come from the source package of the same version, checked by
# apt's signatures and fetched through an apt configuration of our own, so that the machine's sources stay as they are.

# apt_source_only FOLDER: copies the machine's apt sources to FOLDER/sources, there turned into source-package entries.
apt_source_only()
{
    local folder=$1 list parts file
    eval "$(apt-config shell list Dir::Etc::sourcelist/f parts Dir::Etc::sourceparts/d)"
    mkdir -p "$folder/sources" "$folder/lists/partial" "$folder/cache/archives/partial"
    for file in "${list:-}" "${parts:-}"*.list "${parts:-}"*.sources; do
        [[ -r $file ]] || continue
        sed -E -e 's/^[[:space:]]*deb[[:space:]]/deb-src /' -e 's/^Types:.*/Types: deb-src/I' "$file" |
            awk '!/^deb-src / || !seen[$0]++' >"$folder/sources/$(basename "$file")"
    done
}

# fetch_openfoam_source VERSION FOLDER PART...: unpacks those parts of the source package into FOLDER/tree.
fetch_openfoam_source()
{
    local version=$1 folder=$2 apt
    shift 2
    apt_source_only "$folder"
    cd "$folder"
    apt=(apt-get -o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$folder/sources/"
        -o Dir::State::lists="$folder/lists/" -o Dir::Cache="$folder/cache/" -o Acquire::Retries=2)
    "${apt[@]}" update
    "${apt[@]}" source --download-only "openfoam=$version"
    mkdir tree
    tar -xf openfoam_*.orig.tar.* -C tree --strip-components=1 --no-same-owner --wildcards "${@/#/*/}"
}

# fetch_openfoam VERSION FOLDER: unpacks src/ and wmake/ of the source package into FOLDER, links the header folders.
fetch_openfoam()
{
    local folder=$2
    fetch_openfoam_source "$1" "$folder" src wmake
    cd "$folder"
    find tree/src -type d -name Make -printf '%h\0' |
        WM_DIR=$folder/tree/wmake xargs -0 -n 1 -P "$(nproc)" sh tree/wmake/wmakeLnInclude -s
    test -e tree/src/finiteVolume/lnInclude/fvCFD.H
}

# prepare_openfoam VERSION TARGET: TARGET/src, complete or not at all.
prepare_openfoam()
{
    local version=$1 target=$2 work log lock
    writable "$cache" || fail "cannot write to $cache. Set XDG_CACHE_HOME to a folder that can be."
    exec {lock}>"$cache/.lock"
    flock "$lock"
    if [[ ! -e $target/src/finiteVolume/lnInclude/fvCFD.H ]]; then
        say "fetching the source package of OpenFOAM $version for its headers (55 MB, once)"
        work=$(mktemp -d "${TMPDIR:-/tmp}/coldloop-openfoam.XXXXXX")
        # shellcheck disable=SC2064 # `work` of now
        trap "rm -rf '$work'" EXIT
        chmod 755 "$work" # apt reads it as its own user
        log=$build/openfoam.log
        if ! watched "$log" fetch_openfoam_strictly "$version" "$work"; then
            show_errors "$log"
            fail "OpenFOAM's headers could not be prepared; all output is in $log." \
                "Check the network, or set WM_PROJECT_DIR to an OpenFOAM with src/*/lnInclude, then repeat this call."
        fi
        rm -rf "$target" "$target.partial"
        mkdir "$target.partial"
        mv "$work/tree/src" "$target.partial/src"
        mv "$target.partial" "$target"
        rm -rf "$work"
        trap - EXIT
    fi
    exec {lock}>&-
}

# A shell of its own, because `set -e` is off inside a condition.
fetch_openfoam_strictly() { bash -c 'source "$1"; fetch_openfoam "$2" "$3"' - "$root/.ci/setup.sh" "$@"; }

own_openfoam() { [[ -n ${WM_PROJECT_DIR:-} && -e $WM_PROJECT_DIR/src/finiteVolume/lnInclude/fvCFD.H ]]; }

# openfoam_headers: sets openfoam_src, a folder with */lnInclude.
openfoam_headers()
{
    local version upstream
    if own_openfoam; then
        openfoam_src=$WM_PROJECT_DIR/src
        return
    fi
    is_debian ||
        fail "no OpenFOAM headers: WM_PROJECT_DIR does not point to an OpenFOAM with src/finiteVolume/lnInclude."
    # shellcheck disable=SC2016
    version=$(dpkg-query -W -f '${source:Version}' libopenfoam)
    upstream=${version%-*}
    upstream=${upstream#*:}
    openfoam_src=$cache/openfoam-$upstream/src
    [[ -e $openfoam_src/finiteVolume/lnInclude/fvCFD.H ]] || prepare_openfoam "$version" "$cache/openfoam-$upstream"
}

# --- ParaView, beside the system ---------------------------------------------------------------------------------
# python3-paraview conflicts with VTK's own packages, so it is unpacked into the cache folder and not installed.

# paraview_beside: sets COLDLOOP_PVBATCH, a script that runs ParaView's pvbatch.
paraview_beside()
{
    local folder=$cache/paraview work log names
    export COLDLOOP_PVBATCH=$folder/pvbatch
    [[ ! -x $COLDLOOP_PVBATCH ]] || return 0
    is_debian || fail "pvbatch of ParaView 5.11 or newer is needed: put it in PATH and in $COLDLOOP_PVBATCH."
    mkdir -p "$cache" "$build"
    log=$build/setup.log
    say "unpacking ParaView into $folder (80 MB to download, once)"
    work=$(mktemp -d "$folder.XXXXXX")
    # What apt would install, less the Python packages that only its web server and its charts use.
    names=$(apt-get -s --no-install-recommends install paraview python3-paraview 2>"$log" |
        awk '$1 == "Inst" && $2 ~ /^(lib.*|paraview|python3-paraview|python3-numpy)$/ && $2 !~ /-dev$/ { print $2 }')
    # shellcheck disable=SC2086 # one word a package
    if [[ -z $names ]] || ! (cd "$work" && watched "$log" apt-get download $names); then
        tail -n 5 "$log" >&2
        rm -rf "$work"
        fail "ParaView's packages could not be downloaded." \
            "Check the network and the apt sources, then repeat this call."
    fi
    find "$work" -name '*.deb' -exec dpkg -x {} "$work" \; -delete
    write_pvbatch "$work"
    if ! OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 watched "$log" "$work/pvbatch" --version; then
        tail -n 5 "$log" >&2
        rm -rf "$work"
        fail "the unpacked ParaView does not start, see above. Put a pvbatch of your own into $COLDLOOP_PVBATCH."
    fi
    rm -rf "$folder"
    mv "$work" "$folder"
}

write_pvbatch()
{
    cat >"$1/pvbatch" <<'SCRIPT'
#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
libraries=$(find "$here" -name 'lib*.so*' -printf '%h\n' | sort -u | tr '\n' ':')
LD_LIBRARY_PATH=${libraries%:}${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
PYTHONPATH=$here/usr/lib/python3/dist-packages${PYTHONPATH:+:$PYTHONPATH}
export LD_LIBRARY_PATH PYTHONPATH
if [ -z "${DISPLAY:-}" ] && command -v xvfb-run >/dev/null; then
    exec xvfb-run -a "$here/usr/bin/pvbatch" "$@"
fi
exec "$here/usr/bin/pvbatch" "$@"
SCRIPT
    chmod 755 "$1/pvbatch"
}

# --- what run, test and bench call -------------------------------------------------------------------------------

setup_program()
{
    writable "$build" || fail "cannot write to $build, where coldloop is built." \
        "Give yourself the folder (chown -R), or use a clone of your own."
    is_debian || requirements
    own_openfoam && openfoam_packages=()
    install_packages "the program" "${program_packages[@]}" "${openfoam_packages[@]}"
    openfoam_headers
}

# setup_tests DEPTH: the program's set-up, and what its tests read results with; for DEPTH `slow` also ParaView.
setup_tests()
{
    setup_program
    install_packages "the tests" "${test_packages[@]}"
    if [[ $1 == slow ]]; then
        install_packages "the slow tests" "${slow_packages[@]}"
        paraview_beside
    fi
}

# One compiler per core, as far as 1.5 GB for each allows.
jobs()
{
    local cores fit
    cores=$(nproc)
    fit=$(awk '/^MemTotal/ { print int($2 / 1.5e6) }' /proc/meminfo)
    ((fit < cores)) && cores=$fit
    printf '%d' "$((cores > 0 ? cores : 1))"
}

# Passes on what ninja says, its progress as one line on a terminal, nothing where there was nothing to do.
show_build()
{
    local line
    while IFS= read -r line; do
        case $line in
            # the commit's stamp is looked at in each build
            *"Re-checking globbed directories"* | *"-P "*"Version.cmake" | "ninja: no work to do." | \
                "ninja: Entering directory"* | "-- "*) ;;
            "["*/*"] "*)
                if [[ -t 2 ]]; then show_in_place "$line"; else printf '%s\n' "$line" >&2; fi ;;
            *)
                [[ ! -t 2 ]] || printf '\r\033[K' >&2
                printf '%s\n' "$line" >&2 ;;
        esac
    done
    [[ ! -t 2 ]] || printf '\r\033[K' >&2
}

# configure TESTS: runs CMake if the build folder is not configured like that already; from nothing if it was made for
# another OpenFOAM or in another place.
configure()
{
    local stamp=$build/configured place="$root with $openfoam_src" tests=COLDLOOP_TESTS=$1 before=() fresh=()
    [[ ! -e $stamp ]] || mapfile -t before <"$stamp"
    [[ -e $build/build.ninja && ${before[0]:-} == "$place" && ${before[1]:-} == "$tests" ]] && return
    if [[ ${before[0]:-} != "$place" ]]; then
        fresh=(--fresh)
        rm -f "$build/.ninja_deps" # ninja stops at headers there that it may not read
    fi
    say "configuring the build in $build"
    rm -f "$stamp"
    if ! watched "$build/configure.log" cmake -S "$root" -B "$build" -G Ninja "${fresh[@]}" \
        -DCMAKE_BUILD_TYPE=Release "-D$tests" "-DCOLDLOOP_OPENFOAM_SRC=$openfoam_src"; then
        tail -n 25 "$build/configure.log" >&2
        is_debian || requirements
        fail "CMake failed; all it said is in $build/configure.log."
    fi
    printf '%s\n' "$place" "$tests" >"$stamp"
}

has_test_packages() { ! is_debian || [[ -z $(missing "${test_packages[@]}") ]]; }

# build_targets TESTS TARGET...: TESTS is ON, OFF, or `kept`: as they are if their packages are still there, else OFF.
build_targets()
{
    local tests=$1 lock
    shift
    exec {lock}>"$build/.lock"
    flock -n "$lock" || { say "waiting for another build in $build"; flock "$lock"; }
    if [[ $tests == kept ]]; then
        tests=OFF
        grep -qsx 'COLDLOOP_TESTS=ON' "$build/configured" && has_test_packages && tests=ON
    fi
    configure "$tests"
    ninja -C "$build" -j "$(jobs)" "$@" 2>&1 </dev/null | show_build || fail "the build failed in $build; see above."
    exec {lock}>&-
}
