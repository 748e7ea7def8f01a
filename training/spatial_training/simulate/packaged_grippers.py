"""Families of real grippers, their shapes and joints read from the robosuite package."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

import mujoco
import numpy as np
from numpy.random import Generator

from . import packaged
from .gripper import Gripper, MeshPiece, tone
from .mesh import Array
from .simplify import clustered, support_points
from .solid import RGB

TIP = 0.012  # the tool centre point lies this far behind the finger tips [m]
BLACKEST = 0.04  # no plastic is blacker
DRAWN = 1  # the package's geom group of what is seen
FRAME = np.array([[0.0, -1, 0], [1, 0, 0], [0, 0, 1]])  # columns: our axes in the package's, whose fingers open along y


@dataclass(frozen=True)
class Linkage:
    """A gripper's file, and each joint's value [rad or m] when closed and when open."""

    file: str
    joints: dict[str, tuple[float, float]]
    arm: str


def _all(names: tuple[str, ...], closed: float, open_: float = 0.0) -> dict[str, tuple[float, float]]:
    return dict.fromkeys(names, (closed, open_))


_JACO = ("thumb", "index", "pinky")
LINKAGES: dict[str, Linkage] = {
    "panda-mesh": Linkage("panda_gripper.xml", {"finger_joint1": (0.0, 0.04), "finger_joint2": (0.0, -0.04)}, "white"),
    "robotiq-85": Linkage(
        "robotiq_gripper_85.xml",
        _all(
            ("finger_joint", "right_outer_knuckle_joint", "left_inner_knuckle_joint", "right_inner_knuckle_joint"),
            0.8,
        )
        | _all(("left_inner_finger_joint", "right_inner_finger_joint"), -0.8),
        "tube",
    ),
    "robotiq-140": Linkage(
        "robotiq_gripper_140.xml",
        _all(("finger_joint", "left_inner_finger_joint", "right_inner_finger_joint"), 0.7)
        | _all(("right_outer_knuckle_joint", "left_inner_knuckle_joint", "right_inner_knuckle_joint"), -0.7),
        "tube",
    ),
    "rethink": Linkage(
        "rethink_gripper.xml", {"l_finger_joint": (-0.0115, 0.0208), "r_finger_joint": (0.0115, -0.0208)}, "thin"
    ),
    "jaco": Linkage(
        "jaco_three_finger_gripper.xml",
        _all(tuple(f"joint_{f}" for f in _JACO), 0.27, 1.2) | _all(tuple(f"joint_{f}_distal" for f in _JACO), 0.3, 0.3),
        "tube",
    ),
    "robotiq-3f": Linkage(
        "robotiq_gripper_s.xml", _all(tuple(f"finger_{f}_joint_1" for f in ("1", "2", "middle")), 0.68), "tube"
    ),
    "xarm": Linkage(
        "xarm7_gripper.xml",
        _all(
            tuple(f"{s}_{j}_joint" for s in ("left", "right") for j in ("driver", "finger", "inner_knuckle")),
            0.85,
        ),
        "white",
    ),
}
UNSEEN = ("xarm",)  # kept out of training


def colour_of(model: mujoco.MjModel, geom: int) -> RGB:
    material = model.geom_matid[geom]
    rgba = model.geom_rgba[geom] if material < 0 else model.mat_rgba[material]
    red, green, blue = (max(BLACKEST, float(c)) for c in rgba[:3])
    return red, green, blue


class Kinematics:
    """Poses of a gripper's bodies for an opening 0..1, in its own frame with the tool centre point at the origin."""

    def __init__(self, linkage: Linkage) -> None:
        self.model = packaged.load(packaged.folder("grippers"), linkage.file)
        self._data, self._joints = mujoco.MjData(self.model), linkage.joints
        self.tool = 0.0
        self.tool = (self._tip(0.0) + self._tip(1.0)) / 2 - TIP

    def set(self, opening: float) -> None:
        for name, (closed, open_) in self._joints.items():
            self._data.qpos[self.model.joint(name).qposadr[0]] = closed + opening * (open_ - closed)
        mujoco.mj_kinematics(self.model, self._data)

    def body(self, body: int) -> tuple[Array, Array]:
        """Position and rotation of a body."""
        position = self._data.xpos[body] - [0, 0, self.tool]
        return FRAME.T @ position, FRAME.T @ self._data.xmat[body].reshape(3, 3) @ FRAME

    def drawn(self) -> list[int]:
        seen = (self.model.geom_group == DRAWN) & (self.model.geom_type == mujoco.mjtGeom.mjGEOM_MESH)
        return [int(g) for g in np.flatnonzero(seen)]

    def vertices(self, geom: int) -> Array:
        """Of a mesh, in the frame of the link that moves it."""
        mesh, link = self.model.geom_dataid[geom], self.link(geom)
        first, count = self.model.mesh_vertadr[mesh], self.model.mesh_vertnum[mesh]
        local = self.model.mesh_vert[first : first + count].astype(float)
        world = local @ self._data.geom_xmat[geom].reshape(3, 3).T + self._data.geom_xpos[geom]
        body = (world - self._data.xpos[link]) @ self._data.xmat[link].reshape(3, 3)
        return body @ FRAME

    def link(self, geom: int) -> int:
        """The moving body that carries a geom; 0 for what stands still."""
        return int(self.model.body_weldid[self.model.geom_bodyid[geom]])

    def _tip(self, opening: float) -> float:
        self.set(opening)
        geoms = [g for g in self.drawn() if self.link(g) > 0]
        return max(float(self.placed(g)[:, 2].max()) for g in geoms)

    def placed(self, geom: int) -> Array:
        """Vertices as the joints stand now."""
        position, rotation = self.body(self.link(geom))
        return self.vertices(geom) @ rotation.T + position


@dataclass(frozen=True)
class _Parts:
    """What is the same in every drawing of a family."""

    kinematics: Kinematics
    moving: tuple[int, ...]
    pieces: tuple[MeshPiece, ...]
    width: float


@cache
def _parts(family: str) -> _Parts:
    kinematics = Kinematics(LINKAGES[family])
    kinematics.set(1.0)
    geoms = kinematics.drawn()
    moving = tuple(sorted({kinematics.link(g) for g in geoms} - {0}))
    numbers = {0: 0} | {body: k + 1 for k, body in enumerate(moving)}
    pieces, clear = [], [0.08]
    for geom in geoms:
        vertices, mesh = kinematics.vertices(geom), kinematics.model.geom_dataid[geom]
        first, count = kinematics.model.mesh_faceadr[mesh], kinematics.model.mesh_facenum[mesh]
        if kinematics.link(geom) == 0:  # the palm's pieces stand in the frame of the tool centre point
            vertices = kinematics.placed(geom)
        shape = clustered(vertices, kinematics.model.mesh_face[first : first + count])
        number = numbers[kinematics.link(geom)]
        pieces.append(MeshPiece(shape, support_points(vertices), colour_of(kinematics.model, geom), number))
        clear += _beside_tool(kinematics.placed(geom)) if number else []
    return _Parts(kinematics, moving, tuple(pieces), 2 * min(clear))


def _beside_tool(points: Array) -> list[float]:
    """How far apart from the tool centre point a finger is at its height [m]."""
    level = points[np.abs(points[:, 2]) < TIP]
    return [float(np.abs(level[:, 0]).min())] if len(level) else []


def real(family: str, rng: Generator) -> Gripper:
    """The gripper in its true size; its paint is the maker's or, in a third, another."""
    parts = _parts(family)
    paint = tone(rng) if rng.random() < 0.35 else None
    pieces = tuple(
        p if paint is None or max(p.colour) < 0.3 else MeshPiece(p.mesh, p.hull, paint, p.link) for p in parts.pieces
    )

    def pose(opening: float) -> list[tuple[Array, Array]]:
        parts.kinematics.set(opening)
        return [parts.kinematics.body(b) for b in parts.moving]

    arm = LINKAGES[family].arm
    return Gripper(family, (), len(parts.moving), pose, parts.width, parts.kinematics.tool, TIP, arm, pieces)


def families() -> dict[str, Callable[[Generator], Gripper]]:
    """Of the package, where it is installed; else none."""
    return {} if packaged.assets() is None else {family: partial(real, family) for family in LINKAGES}
