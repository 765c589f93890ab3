#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# peer_solver.sh FILE: builds chtMultiRegionSimpleFoam from the unmodified source of the installed OpenFOAM into FILE.
#
# Debian's own binary (openfoam 1912.200626-1) is compiled with -O3, and g++ 12 gets the in-place product of a tensor and
# a vector field wrong there: fvc::reconstruct, which each pressure step uses, is off by orders of magnitude in every
# other cell that is not a box along x, y and z. Such meshes end it in the third iteration. With -O2 they run.
set -euo pipefail
# shellcheck source=.ci/setup.sh
source "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../../.ci/setup.sh"

target=$(readlink -m -- "$1")
[[ ! -x $target ]] || exit 0
install_packages "the peer" "${openfoam_packages[@]}"
openfoam_headers
work=$(mktemp -d "${TMPDIR:-/tmp}/coldloop-peer.XXXXXX")
trap 'rm -rf "$work"' EXIT
chmod 755 "$work" # apt reads it as its own user

# shellcheck disable=SC2016
version=$(dpkg-query -W -f '${source:Version}' libopenfoam)
application=applications/solvers/heatTransfer/chtMultiRegionFoam
(fetch_openfoam_source "$version" "$work" "$application") >&2

cd "$work/tree/$application/chtMultiRegionSimpleFoam"
options=(-std=c++17 -O2 -w -DOPENFOAM=1912 -DWM_DP -DWM_LABEL_SIZE=32 -DNoRepository -Dlinux64 -ftemplate-depth-100)
includes=(-I. -I.. -Ifluid -Isolid -I../solid "-I$openfoam_src/OpenFOAM/lnInclude"
    "-I$openfoam_src/OSspecific/POSIX/lnInclude")
# shellcheck disable=SC2016 # $(LIB_SRC) is wmake's
mapfile -t names < <(sed -n 's/.*-I\$(LIB_SRC)\/\([^ ]*\).*/\1/p' Make/options)
includes+=("${names[@]/#/-I$openfoam_src/}")
mapfile -t libraries < <(sed -n 's/^ *\(-l[A-Za-z]*\).*/\1/p' Make/options)
mkdir -p "$(dirname -- "$target")"
g++ "${options[@]}" "${includes[@]}" chtMultiRegionSimpleFoam.C -o "$target" \
    -Wl,--no-as-needed "${libraries[@]}" -lOpenFOAM -lPstream -ldl -lm
