#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a stock chtMultiRegionSimpleFoam case and says when its hottest temperature had settled.

    peer.py CASE --log LOG [--ranks N] [--solver PROGRAM] [--written | --iterations FROM TO]
    peer.py CASE --mesh-only

CASE is a folder as a user would write it; what it still lacks (blockMesh, splitMeshRegions, decomposePar) is run first
and is not timed. The solver is timed on the wall from exec to the end of the first iteration after which Tmax, the
highest temperature of all regions, stays within 0.01 K of its end value. The end value is that of the iteration at
which Tmax has moved by less than 0.001 K over 200 iterations; there the solver is stopped. A case that has not come to
it after 3,000 iterations is stopped, too: `settled` is false and its time is that of the whole run. Nothing of the case is
edited but endTime, so that the end is reached, and with ranks a decomposition is added.

With --written it goes on, if need be, to the next iteration that the case writes its fields at.
With --mesh-only the meshes are made and nothing is run. With --iterations the solver is stopped after iteration TO; the
result has the seconds per iteration between FROM and TO.

Prints one JSON object. The log of the solver stays, each iteration followed by its wall time.
"""
import argparse
import json
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import sys
import time

SETTLED_BAND = 0.01  # K, around the end value
END_CHANGE = 0.001  # K, over END_WINDOW iterations: the end is reached
END_WINDOW = 200
LIMIT = 3000  # iterations of a case that does not settle
NO_END = 1000000  # iterations

ENVIRONMENT = {
    **os.environ,
    "WM_PROJECT_DIR": os.environ.get("WM_PROJECT_DIR", "/usr/share/openfoam"),
    "OMPI_ALLOW_RUN_AS_ROOT": "1",
    "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
}


class PeerError(Exception):
    pass


# --- the case ----------------------------------------------------------------------------------------------------------


def prepare_step(case, words):
    """One utility; all it says goes to CASE/log.<utility>."""
    log = case / f"log.{words[0]}"
    with open(log, "w") as out:
        code = subprocess.run(words, cwd=case, env=ENVIRONMENT, stdout=out, stderr=subprocess.STDOUT).returncode
    if code != 0:
        raise PeerError(f"{' '.join(words)} failed in {case}: see {log}")


def regions_of(case):
    """The regions of constant/regionProperties, fluids and solids."""
    text = (case / "constant/regionProperties").read_text(errors="replace")
    lists = re.search(r"regions\s*\((.*)\)\s*;", text, re.S)
    if not lists:
        raise PeerError(f"no regions in {case}/constant/regionProperties")
    return [name for names in re.findall(r"\w+\s*\(([^()]*)\)", lists.group(1)) for name in names.split()]


def cells_of(case, regions):
    """Cells of all regions, from the headers of their meshes."""
    counts = []
    for region in regions:
        with open(case / "constant" / region / "polyMesh/owner", "rb") as owner:
            counts.append(int(re.search(rb"nCells:\s*(\d+)", owner.read(2000)).group(1)))
    return sum(counts)


def mesh(case):
    if not (case / "constant/polyMesh/owner").exists():
        prepare_step(case, ["blockMesh"])


def split(case):
    regions = regions_of(case)
    if not all((case / "constant" / region / "polyMesh/owner").exists() for region in regions):
        mesh(case)
        prepare_step(case, ["splitMeshRegions", "-cellZonesOnly", "-overwrite"])
    return regions


def decompose(case, regions, ranks):
    """Region by region, cut across x, the long direction of all cases."""
    for old in case.glob("processor*"):
        shutil.rmtree(old)
    header = "FoamFile { version 2.0; format ascii; class dictionary; object decomposeParDict; }\n"
    for folder in ["", *regions]:
        (case / "system" / folder / "decomposeParDict").write_text(
            header + f"numberOfSubdomains {ranks};\nmethod hierarchical;\n"
            f"coeffs {{ n ({ranks} 1 1); order xyz; delta 0.001; }}\n"
        )
    prepare_step(case, ["decomposePar", "-allRegions"])


def set_entry(file, key, value):
    """Sets the first `key ...;` of a dictionary file."""
    text, found = re.subn(rf"\b{key}\s+[^;]*;", f"{key} {value};", file.read_text(), count=1)
    if not found:
        raise PeerError(f"no {key} in {file}")
    file.write_text(text)


# --- the run -----------------------------------------------------------------------------------------------------------


class History:
    """Tmax and wall time after each iteration, read off the solver's output line by line."""

    def __init__(self):
        self.t_max, self.seconds = [], []  # entry i: after iteration i + 1
        self._region, self._of_region = None, {}

    def read(self, line, elapsed):
        """True when the line ends an iteration."""
        if line.startswith("Solving for "):
            self._region = line.split()[-1]
        elif line.startswith("Min/max T:"):
            self._of_region[self._region] = float(line.split()[-1])
        elif line.startswith("ExecutionTime = ") and self._of_region:
            self.t_max.append(max(self._of_region.values()))
            self.seconds.append(elapsed)
            return True
        return False

    def at_end(self):
        window = self.t_max[-END_WINDOW - 1 :]
        return len(window) > END_WINDOW and max(window) - min(window) < END_CHANGE

    def given_up(self):
        return len(self.t_max) >= LIMIT

    def settled(self):
        """The iteration from which Tmax stays within the band around its end value; without one the last."""
        if not self.at_end():
            return len(self.t_max)
        outside = [i for i, t in enumerate(self.t_max) if abs(t - self.t_max[-1]) > SETTLED_BAND]
        return outside[-1] + 2 if outside else 1


def solve(case, ranks, log, stop, solver="chtMultiRegionSimpleFoam"):
    """Runs the solver until it ends or stop(history) is true."""
    words = [solver]
    if ranks > 1:
        words = ["mpirun", "--oversubscribe", "-np", str(ranks), *words, "-parallel"]
    history, stopped = History(), False
    log.parent.mkdir(parents=True, exist_ok=True)
    with open(log, "w") as out:
        out.write(f"# {' '.join(words)}   in {case}\n")
        start = time.monotonic()
        process = subprocess.Popen(
            words, cwd=case, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        try:
            for line in process.stdout:
                out.write(line)
                if not stopped and history.read(line, time.monotonic() - start):
                    out.write(f"wall time = {history.seconds[-1]:.3f} s\n")
                    if stop(history):
                        stopped = True
                        process.send_signal(signal.SIGTERM)
        finally:
            if process.poll() is None:
                process.terminate()
            process.wait()
    if not history.t_max or (process.returncode != 0 and not stopped):
        raise PeerError(f"{words[0]} failed in {case}: see {log}")
    return words, history


def last_values(case):
    """What the case's function objects wrote last: 'region/name' -> the numbers of the last line."""
    values = {}
    for file in sorted(case.glob("postProcessing/*/*/*/*.dat")):
        lines = [line for line in file.read_text().splitlines() if line and not line.startswith("#")]
        if lines:
            numbers = re.findall(r"[-+]?\d[\d.]*(?:[eE][-+]?\d+)?", lines[-1])
            values["/".join(file.relative_to(case / "postProcessing").parts[:2])] = [float(n) for n in numbers[1:]]
    return values


def written_time(case):
    """The folder of the latest fields after the start, None without one."""
    times = [f for f in case.iterdir() if re.fullmatch(r"\d+", f.name) and f.name != "0" and f.is_dir()]
    return max(times, key=lambda f: int(f.name), default=None)


def stop_rule(case, written, iterations):
    if iterations:
        return lambda history: len(history.t_max) >= iterations[1]
    if written:
        # the folder of the iteration before is complete
        return lambda history: history.given_up() or (
            history.at_end() and (t := written_time(case)) and int(t.name) < len(history.t_max)
        )
    return lambda history: history.at_end() or history.given_up()


def measure(case, log, ranks=1, solver="chtMultiRegionSimpleFoam", written=False, iterations=None):
    """See the head of this file."""
    regions = split(case)
    set_entry(case / "system/controlDict", "endTime", NO_END)
    if ranks > 1:
        decompose(case, regions, ranks)
    shutil.rmtree(case / "postProcessing", ignore_errors=True)
    words, history = solve(case, ranks, log, stop_rule(case, written, iterations), solver)
    result = {
        "command": " ".join(words),
        "case": str(case),
        "log": str(log),
        "ranks": ranks,
        "regions": regions,
        "cells": cells_of(case, regions),
        "iterations_run": len(history.t_max),
        "seconds_run": history.seconds[-1],
        "peak_memory_bytes": 1024 * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss,
        "last_values": last_values(case),
    }
    if iterations:
        first, last = iterations
        per_iteration = (history.seconds[last - 1] - history.seconds[first - 1]) / (last - first)
        start_up = history.seconds[first - 1] - first * per_iteration
        return {**result, "seconds_per_iteration": per_iteration, "seconds_start_up": start_up}
    settled = history.settled()
    return {
        **result,
        "settled": history.at_end(),
        "iterations": settled,
        "seconds": history.seconds[settled - 1],
        "max_temperature": history.t_max[-1],
        "history": [[i + 1, history.t_max[i]] for i in range(19, len(history.t_max), 20)],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("case", type=pathlib.Path)
    parser.add_argument("--log", type=pathlib.Path)
    parser.add_argument("--ranks", type=int, default=1)
    parser.add_argument("--solver", default="chtMultiRegionSimpleFoam")
    until = parser.add_mutually_exclusive_group()
    until.add_argument("--mesh-only", action="store_true")
    until.add_argument("--written", action="store_true")
    until.add_argument("--iterations", type=int, nargs=2, metavar=("FROM", "TO"))
    words = parser.parse_args()
    case = words.case.resolve()
    if not words.mesh_only and not words.log:
        parser.error("--log is missing")
    try:
        if words.mesh_only:
            split(case)
        else:
            result = measure(case, words.log.resolve(), words.ranks, words.solver, words.written, words.iterations)
            print(json.dumps(result, indent=1))
    except (PeerError, OSError) as error:
        sys.exit(f"peer: {error}")


if __name__ == "__main__":
    main()
