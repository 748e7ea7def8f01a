"""Compiles one scene's cast (things, gripper, arm, room) into a MuJoCo model.

Everything that moves is a mocap body.
"""

from __future__ import annotations

from dataclasses import dataclass

import mujoco
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from . import debris
from .assets import Painted, fill_textures
from .catalogue import Kind
from .gripper import Gripper
from .packaged_arms import RealArm
from .props import (
    ARM_SEGMENTS,
    CLUTTER,
    TABLES,
    WALLS,
    add_arm,
    add_gripper,
    add_real_arm,
    add_room,
    add_solid,
    settings,
)
from .solid import BODY, Solid

GEOM = mujoco.mjtGeom


@dataclass(frozen=True)
class Actor:
    """A thing of the cast.

    `tinted` are the materials that take its colour, `measured` the geoms of its convex pieces.
    """

    kind: Kind
    solid: Solid
    mocap: int
    geoms: tuple[int, ...]
    measured: NDArray[np.int32]
    tinted: tuple[int, ...]


@dataclass(frozen=True)
class Cast:
    """A compiled scene and where its parts are."""

    model: mujoco.MjModel
    actors: tuple[Actor, ...]
    gripper: Gripper
    gripper_mocaps: tuple[int, ...]
    gripper_geoms: NDArray[np.int32]
    gripper_measured: NDArray[np.int32]
    arm_mocaps: tuple[int, ...]
    arm_geoms: NDArray[np.int32]
    real_arm: RealArm | None
    link_mocaps: tuple[int, ...]
    wall_mocaps: tuple[int, ...]
    clutter_mocaps: tuple[int, ...]
    debris: tuple[Solid, ...]
    debris_mocaps: tuple[int, ...]
    table_geom: int
    table_materials: tuple[int, ...]
    offsets: dict[int, NDArray[np.float64]]  # per measured geom: its vertices in its body's frame


def _hull(model: mujoco.MjModel, geom: int) -> NDArray[np.float64]:
    """Vertices of a measured geom in its body's frame."""
    rotation = np.zeros(9)
    mujoco.mju_quat2Mat(rotation, model.geom_quat[geom])
    size, kind = model.geom_size[geom], model.geom_type[geom]
    if kind == GEOM.mjGEOM_MESH:
        mesh = model.geom_dataid[geom]
        first, count = model.mesh_vertadr[mesh], model.mesh_vertnum[mesh]
        local = model.mesh_vert[first : first + count].astype(float)
    else:
        local = primitive_points(int(kind), size)
    return local @ rotation.reshape(3, 3).T + model.geom_pos[geom]


def primitive_points(kind: int, size: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points whose hull is the primitive, to within 2 % of its radius."""
    angle = np.arange(16) * np.pi / 8
    circle = np.stack([np.cos(angle), np.sin(angle), 0 * angle], -1)
    if kind == GEOM.mjGEOM_BOX:
        return size * np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)])
    if kind == GEOM.mjGEOM_CYLINDER:
        return np.concatenate([circle * size[0] + [0, 0, z] for z in (-size[1], size[1])])
    latitudes = np.linspace(-np.pi / 2, np.pi / 2, 9)
    ball = np.concatenate([circle * np.cos(t) + [0, 0, np.sin(t)] for t in latitudes])
    if kind == GEOM.mjGEOM_SPHERE:
        return ball * size[0]
    return ball * size[0] + np.sign(ball[:, 2:]) * [0, 0, size[1]]


def compile_cast(kinds: list[Kind], gripper: Gripper, rng: Generator, arm: RealArm | None = None) -> Cast:
    """`arm` is a real arm that may carry the gripper, beside the procedural one."""
    spec = mujoco.MjSpec()
    settings(spec, rng)
    painted: Painted = {}
    add_room(spec, rng, painted)
    solids = [kind.build(rng) for kind in kinds]
    for k, shape in enumerate(solids):
        add_solid(spec, f"thing{k}", shape, rng, painted)
    left = debris.make(rng)
    for k, shape in enumerate(left):
        add_solid(spec, f"debris{k}", shape, rng, painted)
    add_gripper(spec, gripper)
    add_arm(spec)
    if arm is not None:
        add_real_arm(spec, arm)
    model = spec.compile()
    fill_textures(model, painted)
    return _index(model, kinds, solids, left, gripper, arm)


def _index(
    model: mujoco.MjModel,
    kinds: list[Kind],
    solids: list[Solid],
    left: list[Solid],
    gripper: Gripper,
    arm: RealArm | None,
) -> Cast:
    def mocap(name: str) -> int:
        return int(model.body(name).mocapid[0])

    def geoms(names: list[str]) -> NDArray[np.int32]:
        return np.array([model.geom(n).id for n in names], np.int32)

    actors = []
    for k, (kind, shape) in enumerate(zip(kinds, solids, strict=True)):
        visuals = [f"thing{k}/v{i}" for i in range(len(shape.visuals))]
        tinted = tuple(model.material(n).id for n, v in zip(visuals, shape.visuals, strict=True) if v.colour == BODY)
        actors.append(
            Actor(
                kind,
                shape,
                mocap(f"thing{k}"),
                tuple(geoms(visuals)),
                geoms([f"thing{k}/p{i}" for i in range(len(shape.pieces))]),
                tinted,
            )
        )
    primitives = [f"gripper/g{i}" for i in range(len(gripper.pieces))]
    gripper_geoms = geoms(primitives + [f"gripper/v{i}" for i in range(len(gripper.meshes))])
    gripper_measured = geoms(primitives + [f"gripper/p{i}" for i in range(len(gripper.meshes))])
    arm_geoms = geoms([f"arm{k}/{p}" for k in range(ARM_SEGMENTS) for p in ("tube", "joint", "box", "ring")])
    measured = [*gripper_measured, *(g for a in actors for g in a.measured)]
    return Cast(
        model, tuple(actors), gripper, tuple(mocap(f"gripper{k}") for k in range(gripper.links + 1)),
        gripper_geoms, gripper_measured,
        tuple(mocap(f"arm{k}") for k in range(ARM_SEGMENTS)), arm_geoms,
        arm, tuple(mocap(f"link{k}") for k in range(0 if arm is None else len(arm.chain.links))),
        tuple(mocap(f"wall{k}") for k in range(WALLS)), tuple(mocap(f"clutter{k}") for k in range(CLUTTER)),
        tuple(left), tuple(mocap(f"debris{k}") for k in range(len(left))),
        model.geom("table").id, tuple(model.material(f"table{k}").id for k in range(TABLES)),
        {int(g): _hull(model, int(g)) for g in measured},
    )  # fmt: skip
