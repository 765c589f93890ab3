// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/core/Nearest.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace coldloop {

namespace {
// Levenshtein's edit distance.
std::size_t distance(const std::string& a, const std::string& b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
        }
    }
    return row[b.size()];
}
} // namespace

std::string nearest(const std::string& word, const std::vector<std::string>& candidates)
{
    std::string best;
    double smallest = std::numeric_limits<double>::infinity();
    for (const std::string& candidate : candidates) {
        const bool contained = candidate.find(word) != std::string::npos || word.find(candidate) != std::string::npos;
        const double d = static_cast<double>(distance(word, candidate)) * (contained ? 0.5 : 1.0);
        if (d < smallest) {
            smallest = d;
            best = candidate;
        }
    }
    return best;
}

} // namespace coldloop
