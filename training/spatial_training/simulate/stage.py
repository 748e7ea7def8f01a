"""Poses and distances of a compiled scene. World frame: z up, table top at z = 0 [m]."""

from __future__ import annotations

import mujoco
import numpy as np

from .build import Cast
from .mesh import Array

AWAY = np.array([0.0, 0.0, -50.0])
TOUCH = 0.002  # nearer than this counts as touching [m]


class Stage:
    """The scene as it stands now. Things are numbered as in the cast; the gripper is `GRIPPER`, the arm `ARM`.

    `shelf` is the height of the raised surface (`SHELF`), None where there is none.
    """

    GRIPPER, ARM, SHELF = -1, -2, -3

    def __init__(self, cast: Cast) -> None:
        self.cast, self.model = cast, cast.model
        self.data = mujoco.MjData(cast.model)
        self.gripper_position, self.gripper_rotation, self.opening = AWAY, np.eye(3), 1.0
        self._geoms = {k: a.measured for k, a in enumerate(cast.actors)}
        self._geoms[self.GRIPPER], self._geoms[self.ARM] = cast.gripper_measured, cast.arm_geoms
        self._geoms[self.SHELF] = np.array([cast.model.geom("clutter0").id])
        self.shelf: float | None = None
        self.update()

    def update(self) -> None:
        mujoco.mj_kinematics(self.model, self.data)

    def _set(self, mocap: int, position: Array, rotation: Array) -> None:
        self.data.mocap_pos[mocap] = position
        mujoco.mju_mat2Quat(self.data.mocap_quat[mocap], rotation.ravel())

    def place(self, thing: int, position: Array, rotation: Array) -> None:
        self._set(self.cast.actors[thing].mocap, position, rotation)
        self.update()

    def put(self, mocap: int, position: Array, rotation: Array) -> None:
        """Moves a piece of the arm or the room."""
        self._set(mocap, position, rotation)

    def pose(self, thing: int) -> tuple[Array, Array]:
        """Centre [3] and rotation [3, 3] in the world."""
        rotation = np.zeros(9)
        mocap = self.cast.actors[thing].mocap
        mujoco.mju_quat2Mat(rotation, self.data.mocap_quat[mocap])
        return self.data.mocap_pos[mocap].copy(), rotation.reshape(3, 3)

    def hide(self, thing: int) -> None:
        self.place(thing, AWAY - [0, 0, 3.0 * thing], np.eye(3))

    def place_gripper(self, position: Array, rotation: Array, opening: float) -> None:
        """Tool centre point [3], rotation (columns: finger axis, side, approach) and opening 0..1."""
        self.gripper_position, self.gripper_rotation, self.opening = position, rotation, opening
        self._set(self.cast.gripper_mocaps[0], position, rotation)
        for mocap, (at, turn) in zip(self.cast.gripper_mocaps[1:], self.cast.gripper.pose(opening), strict=True):
            self._set(mocap, position + rotation @ at, rotation @ turn)
        self.update()

    @property
    def gripper_pose(self) -> tuple[Array, Array]:
        """Tool centre point [3] and rotation [3, 3]."""
        return self.gripper_position, self.gripper_rotation

    def hulls(self, thing: int) -> list[Array]:
        """World vertices of each convex piece."""
        geoms = self._geoms[thing]
        bodies = self.model.geom_bodyid[geoms]
        return [
            self.cast.offsets[int(g)] @ self.data.xmat[b].reshape(3, 3).T + self.data.xpos[b]
            for g, b in zip(geoms, bodies, strict=True)
        ]

    def lowest(self, thing: int) -> float:
        return min(float(h[:, 2].min()) for h in self.hulls(thing))

    def gap(self, one: int, other: int, limit: float = 10.0) -> float:
        """Nearest surface distance [m], 0 when touching or overlapping; `limit` when farther than that."""
        return max(0.0, self.signed_gap(one, other, limit))

    def signed_gap(self, one: int, other: int, limit: float = 10.0) -> float:
        """As `gap`, negative by the depth of overlap."""
        a, b = self._geoms[one], self._geoms[other]
        centres = self.data.geom_xpos
        apart = np.linalg.norm(centres[a][:, None] - centres[b][None], axis=-1)
        bound = apart - self.model.geom_rbound[a][:, None] - self.model.geom_rbound[b][None]
        best = limit
        for k in np.argsort(bound, axis=None):
            i, j = divmod(int(k), len(b))
            if bound[i, j] >= best:
                break
            best = min(best, mujoco.mj_geomDistance(self.model, self.data, int(a[i]), int(b[j]), best + 1e-3, None))
        return float(best)
