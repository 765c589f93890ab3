// Reads power traces that nvidia-smi wrote.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/workload/Trace.h"

#include <string>

namespace coldloop::case_file {

// Reads `nvidia-smi --query-gpu=timestamp,index,...,power.draw,... --format=csv -lms 250` output: header names as
// nvidia-smi writes them ("timestamp, index, uuid, power.draw [W], ..."), values with or without units, columns in any
// order; timestamp, index and power.draw are needed. Time starts at 0 with the first sample. GPUs that lack a sample at
// an instant keep their former one. Throws InputError with every error as "file:line: what, value, what to write".
workload::PowerTrace readNvidiaSmi(const std::string& path);

} // namespace coldloop::case_file
