"""The families of grippers, each drawn anew in its proportions and paint."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.random import Generator

from .gripper import Gripper, Piece, both, sliding, tone, turn
from .mesh import Array
from .solid import RGB


def panda(rng: Generator) -> Gripper:
    """A wide rounded hand with two short fingers."""
    white = rng.uniform(0.8, 0.95)
    shell: RGB = (white, white, white) if rng.random() < 0.7 else tone(rng)
    dark: RGB = (0.12, 0.12, 0.13)
    finger = [
        Piece(
            "box",
            (0.009, 0.01, 0.019),
            (0.011, 0, -0.028),
            shell if rng.random() < 0.3 else (0.35, 0.35, 0.36),
            1,
        ),
        Piece("box", (0.006, 0.009, 0.014), (0.006, 0, 0.001), dark, 1),
    ]
    palm = [
        Piece("box", (0.088, 0.022, 0.024), (0, 0, -0.074), shell),
        Piece("capsule", (0.024, 0.085), (0, 0, -0.078), shell, 0, (0, 90, 0)),
        Piece("box", (0.085, 0.012, 0.004), (0, 0, -0.048), dark),
        Piece("cylinder", (0.044, 0.012), (0, 0, -0.112), (0.3, 0.3, 0.32)),
    ]
    return Gripper("panda", (*palm, *both(finger)), 2, sliding(0.08), 0.08, 0.124, 0.012)


def slim(rng: Generator) -> Gripper:
    """A small motor body with two long thin fingers."""
    colour, metal = tone(rng), (0.7, 0.7, 0.72)
    length = rng.uniform(0.05, 0.09)
    finger = [
        Piece(
            "box",
            (0.003, 0.007, length / 2),
            (0.004, 0, 0.008 - length / 2),
            metal if rng.random() < 0.6 else tone(rng),
            1,
        ),
        Piece("box", (0.008, 0.009, 0.008), (0.01, 0, -length + 0.002), colour, 1),
    ]
    palm = [
        Piece("box", (0.05, 0.016, 0.014), (0, 0, -length - 0.02), colour),
        Piece("cylinder", (0.028, 0.025), (0, 0, -length - 0.058), tone(rng)),
    ]
    return Gripper("slim", (*palm, *both(finger)), 2, sliding(0.075), 0.075, length + 0.083, 0.015, "thin")


def linkage(rng: Generator) -> Gripper:
    """Two fingers on four-bar linkages: the pads stay parallel while the links swing (as the Robotiq 2F)."""
    dark: RGB = (0.1, 0.1, 0.11) if rng.random() < 0.7 else tone(rng)
    grey: RGB = (0.5, 0.5, 0.52)
    palm = [
        Piece("cylinder", (0.037, 0.03), (0, 0, -0.12), dark),
        Piece("box", (0.036, 0.02, 0.016), (0, 0, -0.085), dark),
        Piece("cylinder", (0.038, 0.008), (0, 0, -0.155), grey),
    ]
    pad = [Piece("box", (0.006, 0.012, 0.02), (0.006, 0, -0.004), dark, k) for k in (1, 2)]
    pad += [Piece("box", (0.008, 0.009, 0.02), (0.017, 0, -0.034), grey, k) for k in (1, 2)]
    links = [Piece("box", (0.006, 0.01, 0.031), (0, 0, 0), dark, k) for k in (3, 4)]

    def pose(opening: float) -> list[tuple[Array, Array]]:
        x = opening * 0.0425
        knuckle, tip = np.array([0.032, 0, -0.094]), np.array([x + 0.018, 0, -0.04])
        middle, lean = (knuckle + tip) / 2, np.degrees(np.arctan2(tip[0] - knuckle[0], tip[2] - knuckle[2]))
        mirror = middle * [-1, 1, 1]
        return [
            (np.array([x, 0, 0]), np.eye(3)),
            (np.array([-x, 0, 0]), turn("z", 180)),
            (middle, turn("y", lean)),
            (mirror, turn("y", -lean)),
        ]

    return Gripper("linkage", (*palm, *pad, *links), 4, pose, 0.085, 0.163, 0.014, "tube")


def three_finger(rng: Generator) -> Gripper:
    """Three jointed fingers around a round palm."""
    colour, tip = tone(rng), tone(rng)
    reach = rng.uniform(0.09, 0.115)
    palm = [
        Piece("cylinder", (0.04, 0.02), (0, 0, -reach), colour),
        Piece("cylinder", (0.033, 0.025), (0, 0, -reach - 0.045), (0.25, 0.25, 0.27)),
    ]
    proximal = [Piece("capsule", (0.01, 0.022), (0, 0, 0.022), colour, k) for k in (1, 2, 3)]
    distal = [Piece("capsule", (0.0085, 0.026), (0, 0, 0.026), tip, k) for k in (4, 5, 6)]

    def pose(opening: float) -> list[tuple[Array, Array]]:
        lower, upper = [], []
        for angle in (0.0, 120.0, 240.0):
            spin, lean = turn("z", angle), 8 + 34 * opening
            base = np.array([0.034, 0, -reach + 0.02])
            first = turn("y", lean)
            knee = base + first @ np.array([0, 0, 0.046])
            inward = np.degrees(np.arctan2(0.01 + 0.042 * opening - knee[0], -knee[2] + 0.004))
            lower.append((spin @ base, spin @ first))
            upper.append((spin @ knee, spin @ turn("y", inward)))
        return lower + upper

    return Gripper("three-finger", (*palm, *proximal, *distal), 6, pose, 0.085, reach + 0.07, 0.012, "tube")


def suction(rng: Generator) -> Gripper:
    """A bellows cup on a tube; its tool centre point is the lip of the cup."""
    rubber: RGB = (0.08, 0.08, 0.09) if rng.random() < 0.5 else tone(rng)
    r, length = rng.uniform(0.012, 0.022), rng.uniform(0.05, 0.12)
    cups = [Piece("cylinder", (r * (1 - 0.18 * k), 0.004), (0, 0, -0.004 - 0.009 * k), rubber) for k in range(3)]
    palm = [
        Piece("cylinder", (r * 0.5, length / 2), (0, 0, -0.02 - length / 2), (0.75, 0.75, 0.78)),
        Piece("box", (0.03, 0.03, 0.02), (0, 0, -0.04 - length), tone(rng)),
        Piece("cylinder", (0.035, 0.012), (0, 0, -0.072 - length), (0.3, 0.3, 0.32)),
    ]
    return Gripper("suction", (*cups, *palm), 0, lambda opening: [], 0.0, length + 0.084, 0.0, "tube")


def carriage(rng: Generator) -> Gripper:
    """A black rail with two tapering fingers sliding on it, on a servo wrist (as the WidowX)."""
    black: RGB = (0.035, 0.035, 0.04) if rng.random() < 0.75 else tone(rng)
    length = rng.uniform(0.05, 0.07)
    finger = [
        Piece("box", (0.012, 0.017, 0.008), (0.014, 0, -length + 0.004), black, 1),
        Piece("box", (0.009, 0.013, length * 0.33), (0.012, 0, -length * 0.62), black, 1, (0, -8, 0)),
        Piece("box", (0.006, 0.01, length * 0.26), (0.006, 0, -length * 0.16 + 0.004), black, 1, (0, -12, 0)),
    ]
    palm = [
        Piece("box", (0.075, 0.016, 0.006), (0, 0, -length - 0.012), black),
        Piece("box", (0.045, 0.024, 0.012), (0, 0, -length - 0.03), black),
        Piece("cylinder", (0.03, 0.02), (0, 0, -length - 0.06), black),
        Piece("cylinder", (0.031, 0.003), (0, 0, -length - 0.084), (0.6, 0.6, 0.62)),
        Piece("box", (0.022, 0.026, 0.022), (0, 0, -length - 0.108), black),
        *(Piece("sphere", (0.004,), (x, 0.012, -length - 0.006), (0.3, 0.3, 0.3)) for x in (-0.07, 0.07)),
    ]
    return Gripper("carriage", (*palm, *both(finger)), 2, sliding(0.074), 0.074, length + 0.13, 0.014, "servo")


def fin_ray(rng: Generator) -> Gripper:
    """Two soft fingers that narrow to a point and close by leaning; kept out of training."""
    soft = [(0.9, 0.45, 0.1), (0.2, 0.5, 0.75), (0.9, 0.9, 0.88), (0.2, 0.2, 0.22)][rng.integers(4)]
    palm = [
        Piece("cylinder", (0.045, 0.022), (0, 0, -0.125), (0.75, 0.76, 0.78)),
        Piece("box", (0.05, 0.025, 0.012), (0, 0, -0.095), (0.2, 0.2, 0.22)),
    ]
    finger = []
    for k in (1, 2):
        finger += [
            Piece(
                "box",
                (0.011 - 0.0027 * i, 0.012, 0.0125),
                (0.011 - 0.0027 * i, 0, 0.012 + 0.022 * i),
                soft,
                k,
            )
            for i in range(4)
        ]

    def pose(opening: float) -> list[tuple[Array, Array]]:
        base, lean = 0.012 + 0.02 * opening, -6 + 16 * opening
        right = (np.array([base, 0, -0.085]), turn("y", lean))
        return [right, (right[0] * [-1, 1, 1], turn("z", 180) @ turn("y", lean))]

    return Gripper("fin-ray", (*palm, *finger), 2, pose, 0.08, 0.147, 0.012, "tube")


FAMILIES: dict[str, Callable[[Generator], Gripper]] = {
    "panda": panda,
    "slim": slim,
    "linkage": linkage,
    "three-finger": three_finger,
    "suction": suction,
    "carriage": carriage,
}
UNSEEN_FAMILIES: dict[str, Callable[[Generator], Gripper]] = {"fin-ray": fin_ray}
