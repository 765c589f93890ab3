// The nearest of the valid words to a misspelt one, for messages.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace coldloop {

// The candidate nearest to `word` by edit distance; one that contains the word, or is contained in it, counts as half
// as far. Empty without candidates.
std::string nearest(const std::string& word, const std::vector<std::string>& candidates);

} // namespace coldloop
