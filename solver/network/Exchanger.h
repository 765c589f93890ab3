// A counter-flow plate heat exchanger by effectiveness and number of transfer units, with off-design conductance.
//
//     heat = eps Cmin (ThotIn - TcoldIn),  UA = 1 / (1/hA1 + 1/hA2),  hAi = hAi,rated (mi / mi,rated)^0.8
//
// heat is positive from side 1 to side 2. It cannot break the second law: 0 <= eps <= 1.
// Source: F. P. Incropera, Fundamentals of Heat and Mass Transfer, ch. 11; exponent: Modelica Buildings, CDU_epsNTU.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace coldloop::network {

struct ExchangerParameters {
    std::string name;
    double ratedUa = 0;        // [W/K], split equally: hA1 = hA2 = 2 UA at rated flows
    double ratedMassFlow1 = 0; // [kg/s]
    double ratedMassFlow2 = 0; // [kg/s]
    double exponent = 0.8;
};

// Conductance UA that gives `approach` [K] between outlet of side 1 and inlet of side 2 at `duty` [W] and capacity
// flows c1, c2 [W/K]. Throws InputError when no finite UA does.
double uaOfApproach(double duty, double approach, double c1, double c2);

// eps Cmin [W/K] at mass flows m1, m2 >= 0 [kg/s] and specific heats cp1, cp2 [J/(kg K)]; 0 when a flow is 0.
double exchangerConductance(const ExchangerParameters& exchanger, double m1, double m2, double cp1, double cp2);

// UA [W/K] at mass flows m1, m2 [kg/s]; 0 unless both are above 0.
double exchangerUa(const ExchangerParameters& exchanger, double m1, double m2);

// eps Cmin [W/K] of a given UA [W/K] at capacity flows c1, c2 [W/K], with its derivatives by c1 and c2 [-].
struct ExchangerConductance {
    double value, byC1, byC2;
};
ExchangerConductance exchangerConductance(double ua, double c1, double c2);

} // namespace coldloop::network
