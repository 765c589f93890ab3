// The processes (MPI ranks) of one run. Before MPI is started, and after it has ended, there is one: every function
// then gives back its argument. Each function must be called by all ranks, in the same order.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace coldloop::ranks {

int number();                                 // of this process, from 0; may be called alone
int count();                                  // may be called alone
inline bool first() { return number() == 0; } // the one that prints and writes tables

double sum(double value);
double largest(double value);
double smallest(double value);
bool any(bool condition);
std::vector<double> sums(std::vector<double> values); // element by element, equal lengths on all ranks

// The value of the first rank, on all.
void share(bool& value);
void share(double& value);
void share(std::string& value);
void share(std::vector<double>& values);
// The values of all ranks one after another, on the first; empty on the others.
std::vector<double> gathered(const std::vector<double>& values);

// Runs `work` on every rank. When it throws an Error anywhere, all ranks throw it: that of the lowest rank that failed,
// of the same kind and with its text. Inside `work` no rank may wait for another.
void together(const std::function<void()>& work);
// The same on the first rank alone, while the others wait for its end.
void onFirst(const std::function<void()>& work);

// True when all ranks have come here within `seconds`; a rank that lost the others gets false.
bool meet(double seconds);
// Ends all processes at once with this exit code: for a rank that the others do not follow. Does not return.
[[noreturn]] void abandon(int exitCode);

} // namespace coldloop::ranks
