// Damping of single cells whose values go up and down from one implicit step to the next, as limiters of convection that
// switch between two states can make them do for ever.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <vector>

namespace coldloop::cht {

class SwingDamping {
public:
    explicit SwingDamping(int cells) : damping_(cells, 0.0) { swings_.fill(std::vector<Swing>(cells)); }

    // `which`, 0 or 1: of the two fields that are watched; values of the cells before and after a step. A cell whose
    // relative change turns round `patience` times in a row and keeps most of its size is damped, more each time; what
    // is not renewed is slowly forgotten.
    void watch(int which, const double* before, const double* after);
    double operator[](int cell) const { return damping_[cell]; }

private:
    struct Swing {
        double change = 0; // relative, of the last step
        int times = 0;     // that the change turned round, in a row
    };
    std::vector<double> damping_;
    std::array<std::vector<Swing>, 2> swings_;
};

} // namespace coldloop::cht
