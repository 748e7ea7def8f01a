"""Real arms behind grippers: shapes and joints read from the robosuite package, posed by inverse kinematics."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import mujoco
import numpy as np
from numpy.random import Generator
from scipy.spatial.transform import Rotation

from . import packaged
from .gripper import MeshPiece
from .mesh import Array
from .packaged_grippers import DRAWN, FRAME, colour_of
from .simplify import clustered

NEAR_ENOUGH, STRAIGHT_ENOUGH = 0.003, 0.03  # metres and radians
DAMPING, LONGEST_STEP, STEPS = 0.05, 0.35, 70
# Joint angles to start from [rad].
ARMS: dict[str, tuple[float, ...]] = {
    "panda": (0.0, 0.2, 0.0, -2.6, 0.0, 2.94, 0.785),
    "ur5e": (-0.47, -1.735, 2.48, -2.275, -1.59, -1.991),
    "jaco": (3.192, 3.68, 0.0, 1.17, 0.05, 3.76, 3.142),
    "xarm7": (0.0, -0.3, 0.0, 1.2, 0.0, 1.5, 0.0),
}
OWN = {"panda-mesh": "panda", "jaco": "jaco", "xarm": "xarm7"}  # grippers that come with an arm
SHARED = ("panda", "ur5e", "jaco")  # arms that carry any gripper; xArm is kept out of training


class Chain:
    """An arm's joints; `base` frame at its foot, z up. It keeps its angles between calls, for smooth motion."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.model = packaged.load(packaged.folder("robots", name), "robot.xml")
        self._data = mujoco.MjData(self.model)
        self._hand = int(self.model.body("right_hand").id)
        self._home = np.array(ARMS[name])
        drawn = (self.model.geom_group == DRAWN) & (self.model.geom_type == mujoco.mjtGeom.mjGEOM_MESH)
        self._geoms = [int(g) for g in np.flatnonzero(drawn)]
        self.links = sorted({int(self.model.geom_bodyid[g]) for g in self._geoms})
        self.rest()

    def rest(self) -> None:
        self._data.qpos[:] = self._home
        self._move()

    def _move(self) -> None:
        mujoco.mj_kinematics(self.model, self._data)
        mujoco.mj_comPos(self.model, self._data)

    def reach(self, position: Array, rotation: Array) -> bool:
        """Bends the arm until its flange has this pose, by damped least squares (Wampler 1986)."""
        slopes = np.zeros((6, self.model.nv))
        for _ in range(STEPS):
            turn = rotation @ self._data.xmat[self._hand].reshape(3, 3).T
            error = np.r_[position - self._data.xpos[self._hand], Rotation.from_matrix(turn).as_rotvec()]
            if np.linalg.norm(error[:3]) < NEAR_ENOUGH and np.linalg.norm(error[3:]) < STRAIGHT_ENOUGH:
                return True
            mujoco.mj_jacBody(self.model, self._data, slopes[:3], slopes[3:], self._hand)
            step = slopes.T @ np.linalg.solve(slopes @ slopes.T + DAMPING**2 * np.eye(6), error)
            step *= min(1.0, LONGEST_STEP / (np.abs(step).max() + 1e-9))
            low, high = self.model.jnt_range.T
            self._data.qpos[:] = np.clip(self._data.qpos + step, low, high)
            self._move()
        return False

    def poses(self) -> list[tuple[Array, Array]]:
        """Position and rotation of every drawn link."""
        return [(self._data.xpos[b].copy(), self._data.xmat[b].reshape(3, 3).copy()) for b in self.links]

    def joints(self) -> Array:
        """Where the joints are, from the flange down [n, 3]."""
        return np.concatenate([self._data.xpos[self._hand][None], self._data.xanchor[::-1]])

    def pieces(self) -> tuple[MeshPiece, ...]:
        """Thinned meshes in the frames of their links, numbered as `links`; nothing is measured."""
        found = []
        for geom in self._geoms:
            mesh, body = self.model.geom_dataid[geom], int(self.model.geom_bodyid[geom])
            first, count = self.model.mesh_vertadr[mesh], self.model.mesh_vertnum[mesh]
            local = self.model.mesh_vert[first : first + count].astype(float)
            turn = np.zeros(9)
            mujoco.mju_quat2Mat(turn, self.model.geom_quat[geom])
            placed = local @ turn.reshape(3, 3).T + self.model.geom_pos[geom]
            face, faces = self.model.mesh_faceadr[mesh], self.model.mesh_facenum[mesh]
            shape = clustered(placed, self.model.mesh_face[face : face + faces], coarsest=0.012, cells=26)
            if len(shape.faces) > 8:
                found.append(MeshPiece(shape, shape.vertices[:0], colour_of(self.model, geom), self.links.index(body)))
        return tuple(found)


@dataclass(frozen=True)
class RealArm:
    """A chain and the meshes of its links."""

    chain: Chain
    pieces: tuple[MeshPiece, ...]


@cache
def _loaded(name: str) -> RealArm:
    chain = Chain(name)
    return RealArm(chain, chain.pieces())


def flange(position: Array, rotation: Array, wrist: float) -> tuple[Array, Array]:
    """Pose of an arm's flange for a gripper's tool centre point; the package's fingers open along y."""
    return position - wrist * rotation[:, 2], rotation @ FRAME.T


def choose(family: str, rng: Generator) -> RealArm | None:
    """The gripper's own arm or one that carries any; None without the package and in some scenes."""
    draw, pick = rng.random(), SHARED[rng.integers(len(SHARED))]
    if packaged.assets() is None or draw < 0.35:
        return None
    return _loaded(OWN[family] if family in OWN and draw < 0.85 else pick)
