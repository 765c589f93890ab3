#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fully developed turbulent flow and heat transfer in one dimension: the k-omega SST model as OpenFOAM 1912 writes it.

    plane channel   d/dy ((nu + nut) du/dy) = -1                 u_tau = h = 1, nu = 1/Re_tau
    tube            1/r d/dr (r (nu + nut) du/dr) = -2           u_tau = R = 1
    heat (tube)     1/r d/dr (r (nu/Pr + nut/Prt) dT/dr) = u dTb/dx, uniform heat flux: Nu = q D / (k (T_wall - T_bulk))

Finite volumes on 400 cells that grow from the wall (y+ of the first below 0.05), second order; k is 0 on the wall, omega
is 6 nu / (beta1 y^2), its limit at the wall, in cells below y+ = 2. Independent of coldloop and of OpenFOAM; the printed
numbers are those that turbulence_test.cpp compares with.

    turbulence_1d.py channel 395            bulk velocity / u_tau
    turbulence_1d.py tube 20000 0.71 6      Nusselt numbers at this Reynolds number
    turbulence_1d.py ... --cells 800        the same on another mesh
"""
import argparse
import math

BETA1, BETA2, BETA_STAR = 0.075, 0.0828, 0.09
ALPHA_K1, ALPHA_K2, ALPHA_OMEGA1, ALPHA_OMEGA2 = 0.85, 1.0, 0.5, 0.856
GAMMA1, GAMMA2, A1, C1 = 5 / 9, 0.44, 0.31, 10.0
PRANDTL_T = 0.85
STEPS = 5        # of the turbulence for each solution of the momentum equation
SMALLEST = 1e-9  # change of u, relative, that ends the iteration
FIXED_BELOW = 2  # y+


def solve_tridiagonal(lower, diagonal, upper, right):
    n = len(diagonal)
    c, d = [0.0] * n, [0.0] * n
    c[0], d[0] = upper[0] / diagonal[0], right[0] / diagonal[0]
    for i in range(1, n):
        m = diagonal[i] - lower[i] * c[i - 1]
        c[i], d[i] = upper[i] / m, (right[i] - lower[i] * d[i - 1]) / m
    for i in range(n - 2, -1, -1):
        d[i] -= c[i] * d[i + 1]
    return d


class Section:
    """Half a channel or the radius of a tube, from the wall (y = 0) to the middle (y = 1)."""

    def __init__(self, re_tau, tube, cells, growth=400):
        width = [growth ** (i / (cells - 1)) for i in range(cells)]
        total = sum(width)
        self.face = [0.0]
        for w in width:
            self.face.append(self.face[-1] + w / total)
        self.face[-1] = 1.0
        self.n, self.nu = cells, 1 / re_tau
        self.area = [1 - y if tube else 1.0 for y in self.face]  # of faces, per 2 pi in a tube
        self.y = [(a + b) / 2 for a, b in zip(self.face, self.face[1:])]
        self.volume = [(self.face[i + 1] - self.face[i]) * (self.area[i] + self.area[i + 1]) / 2 for i in range(cells)]
        self.force = 2.0 if tube else 1.0
        self.u, self.k, self.omega = [0.0] * cells, [1.0] * cells, [10.0] * cells
        self.fixed = max(1, sum(1 for y in self.y if y * re_tau < FIXED_BELOW))
        self.fix_omega()
        self.nut = [k / w for k, w in zip(self.k, self.omega)]

    def fix_omega(self):
        for i in range(self.fixed):
            self.omega[i] = 6 * self.nu / (BETA1 * self.y[i] ** 2)

    def weight(self, i):  # of cell i at face i
        return (self.face[i] - self.y[i - 1]) / (self.y[i] - self.y[i - 1])

    def gradient(self, values, wall):
        on = [wall] + [values[i - 1] * (1 - self.weight(i)) + values[i] * self.weight(i) for i in range(1, self.n)]
        on.append(values[-1])
        return [(on[i + 1] - on[i]) / (self.face[i + 1] - self.face[i]) for i in range(self.n)]

    def diffusion(self, coefficient, wall):
        """Lower, diagonal, upper of -div(coefficient grad); `wall`: the coefficient on it for a value of 0 there."""
        lower, diagonal, upper = ([0.0] * self.n for _ in range(3))
        for i in range(1, self.n):
            w = self.weight(i)
            c = self.area[i] * (coefficient[i - 1] * (1 - w) + coefficient[i] * w) / (self.y[i] - self.y[i - 1])
            lower[i] -= c
            upper[i - 1] -= c
            diagonal[i] += c
            diagonal[i - 1] += c
        diagonal[0] += self.area[0] * wall / self.y[0]
        return lower, diagonal, upper

    def solve_momentum(self):
        matrix = self.diffusion([self.nu + t for t in self.nut], self.nu)
        self.u = solve_tridiagonal(*matrix, [self.force * v for v in self.volume])

    def mean(self):
        return sum(u * v for u, v in zip(self.u, self.volume)) / sum(self.volume)

    def f2(self, i):
        y, w = self.y[i], self.omega[i]
        argument = max(2 / BETA_STAR * math.sqrt(self.k[i]) / (w * y), 500 * self.nu / (y * y * w))
        return math.tanh(min(argument, 100) ** 2)

    def f1(self, i, cross):
        y, k, w = self.y[i], self.k[i], self.omega[i]
        argument = max(math.sqrt(k) / (BETA_STAR * w * y), 500 * self.nu / (y * y * w))
        argument = min(argument, 4 * ALPHA_OMEGA2 * k / (max(cross, 1e-10) * y * y), 10)
        return math.tanh(argument ** 4)

    def step_turbulence(self):
        """One implicit step of omega, then k, through a time of the turbulence."""
        shear = [abs(g) for g in self.gradient(self.u, 0.0)]
        slope_k, slope_omega = self.gradient(self.k, 0.0), self.gradient(self.omega, self.omega[0])
        cells = range(self.n)
        cross = [2 * ALPHA_OMEGA2 * slope_k[i] * slope_omega[i] / self.omega[i] for i in cells]
        f1 = [self.f1(i, cross[i]) for i in cells]
        blend = lambda a, b: [f * a + (1 - f) * b for f in f1]
        beta, gamma, old = blend(BETA1, BETA2), blend(GAMMA1, GAMMA2), self.omega

        alpha = blend(ALPHA_OMEGA1, ALPHA_OMEGA2)
        lower, diagonal, upper = self.diffusion([self.nu + a * t for a, t in zip(alpha, self.nut)], 0.0)
        right = [0.0] * self.n
        for i in cells:
            w, v, s = old[i], self.volume[i], shear[i]
            production = min(s * s, C1 / A1 * BETA_STAR * w * max(A1 * w, self.f2(i) * s))
            growth = (1 - f1[i]) * cross[i]
            right[i] += (gamma[i] * production + max(growth, 0) + beta[i] * w * w / 2) * v
            diagonal[i] += (1.5 * beta[i] * w + max(-growth, 0) / w) * v
        for i in range(self.fixed):
            lower[i], diagonal[i], upper[i], right[i] = 0.0, 1.0, 0.0, old[i]
        self.omega = [max(w, 1e-10) for w in solve_tridiagonal(lower, diagonal, upper, right)]

        alpha = blend(ALPHA_K1, ALPHA_K2)
        lower, diagonal, upper = self.diffusion([self.nu + a * t for a, t in zip(alpha, self.nut)], self.nu)
        for i in cells:
            k, w, v = self.k[i], self.omega[i], self.volume[i]
            right[i] = (min(self.nut[i] * shear[i] ** 2, C1 * BETA_STAR * k * w) + BETA_STAR * w * k / 2) * v
            diagonal[i] += 1.5 * BETA_STAR * w * v
        self.k = [max(k, 1e-14) for k in solve_tridiagonal(lower, diagonal, upper, right)]
        self.nut = [A1 * self.k[i] / max(A1 * self.omega[i], self.f2(i) * shear[i]) for i in cells]

    def solve(self):
        for _ in range(2000):
            before = self.mean()
            self.solve_momentum()
            if abs(self.mean() - before) < SMALLEST * self.mean():
                return self
            for _ in range(STEPS):
                self.step_turbulence()
        raise SystemExit("no convergence")

    def nusselt(self, prandtl):
        """Uniform heat flux 1 into a tube; T_wall = 0."""
        conductivity = self.nu / prandtl
        lower, diagonal, upper = self.diffusion([conductivity + t / PRANDTL_T for t in self.nut], conductivity)
        bulk = self.mean()
        rise = self.area[0] / (bulk * sum(self.volume))  # of the bulk temperature per length
        temperature = solve_tridiagonal(lower, diagonal, upper, [-u * v * rise for u, v in zip(self.u, self.volume)])
        mean = sum(t * u * v for t, u, v in zip(temperature, self.u, self.volume)) / (bulk * sum(self.volume))
        return 2 / (conductivity * -mean)


def tube_at(reynolds, cells):
    """The tube whose Re_tau gives this Reynolds number."""
    re_tau = reynolds / 2 / 15
    for _ in range(20):
        tube = Section(re_tau, True, cells).solve()
        found = 2 * re_tau * tube.mean()
        if abs(found / reynolds - 1) < 1e-6:
            return tube
        re_tau *= (reynolds / found) ** 0.9
    raise SystemExit("no convergence")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("section", choices=["channel", "tube"])
    parser.add_argument("reynolds", type=float, help="Re_tau of a channel, Re of a tube")
    parser.add_argument("prandtl", type=float, nargs="*")
    parser.add_argument("--cells", type=int, default=400)
    arguments = parser.parse_args()
    if arguments.section == "channel":
        print(f"U+ = {Section(arguments.reynolds, False, arguments.cells).solve().mean():.4f}")
        return
    tube = tube_at(arguments.reynolds, arguments.cells)
    print(f"Re_tau = {1 / tube.nu:.3f}, U+ = {tube.mean():.4f}, friction factor = {8 / tube.mean() ** 2:.6f}")
    for prandtl in arguments.prandtl:
        print(f"Pr = {prandtl:g}: Nu = {tube.nusselt(prandtl):.3f}")


if __name__ == "__main__":
    main()
