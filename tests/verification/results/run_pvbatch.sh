#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# run_pvbatch.sh SCRIPT ARGS: runs a script in ParaView's pvbatch, without a screen where there is none. Exit 77: there is
# no ParaView. COLDLOOP_PVBATCH names another pvbatch than the one that ./test unpacks.
pvbatch=${COLDLOOP_PVBATCH:-${XDG_CACHE_HOME:-$HOME/.cache}/coldloop/paraview/pvbatch}
[ -x "$pvbatch" ] || pvbatch=$(command -v pvbatch)
if [ -z "$pvbatch" ]; then
    echo "skipped: no pvbatch of ParaView was found. './test -L slow' unpacks it; COLDLOOP_PVBATCH names your own."
    exit 77
fi
exec "$pvbatch" "$@"
