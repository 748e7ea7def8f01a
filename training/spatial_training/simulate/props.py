"""Adds things, gripper, arm, room and lamps to a model in the making."""

from __future__ import annotations

import mujoco
import numpy as np
from numpy.random import Generator

from . import textures
from .assets import Painted, add_body, add_material, add_mesh, reserve_texture
from .gripper import Gripper, MeshPiece
from .packaged_arms import RealArm
from .solid import BODY, Solid

VISIBLE, HIDDEN = 0, 3  # geom groups: drawn, and only measured
ARM_SEGMENTS, WALLS, CLUTTER, LIGHTS, TABLES = 4, 3, 5, 3, 3
GEOM = mujoco.mjtGeom
PRIMITIVES = {
    "box": GEOM.mjGEOM_BOX,
    "cylinder": GEOM.mjGEOM_CYLINDER,
    "capsule": GEOM.mjGEOM_CAPSULE,
    "sphere": GEOM.mjGEOM_SPHERE,
    "ellipsoid": GEOM.mjGEOM_ELLIPSOID,
}


def _add_mesh_geom(body: mujoco.MjsBody, name: str, material: str | None, group: int) -> None:
    """The mesh `name` as a geom of the same name."""
    geom = body.add_geom(name=name, type=GEOM.mjGEOM_MESH, meshname=name, group=group, contype=0, conaffinity=0)
    if material is not None:
        geom.material = material


def add_solid(spec: mujoco.MjSpec, name: str, solid: Solid, rng: Generator, painted: Painted) -> None:
    body = add_body(spec, name)
    for i, visual in enumerate(solid.visuals):
        key = f"{name}/v{i}"
        if visual.pattern is not None:
            reserve_texture(spec, key, textures.pattern(visual.pattern, rng), painted)
        colour = (1.0, 1.0, 1.0) if visual.colour == BODY else tuple(float(c) for c in visual.colour)
        add_material(spec, key, visual.shine, (*colour, visual.alpha), key if visual.pattern else None)
        add_mesh(spec, key, visual.mesh.vertices, visual.mesh.faces, visual.mesh.uv)
        _add_mesh_geom(body, key, key, VISIBLE)
    for i, piece in enumerate(solid.pieces):
        key = f"{name}/p{i}"
        add_mesh(spec, key, piece)
        _add_mesh_geom(body, key, None, HIDDEN)


def add_gripper(spec: mujoco.MjSpec, gripper: Gripper) -> None:
    bodies = [add_body(spec, f"gripper{k}") for k in range(gripper.links + 1)]
    for i, p in enumerate(gripper.pieces):
        quat = np.zeros(4)
        mujoco.mju_euler2Quat(quat, np.radians(p.turn), "XYZ")
        material = add_material(spec, f"gripper/m{i}", 0.4, (*p.colour, 1.0))
        size = [*p.size, 0, 0, 0][:3]
        bodies[p.link].add_geom(
            name=f"gripper/g{i}",
            type=PRIMITIVES[p.shape],
            size=size,
            pos=p.at,
            quat=quat,
            material=material,
            group=VISIBLE,
            contype=0,
            conaffinity=0,
        )
    for i, mesh in enumerate(gripper.meshes):
        _add_mesh_piece(spec, bodies[mesh.link], mesh, i)


def _add_mesh_piece(spec: mujoco.MjSpec, body: mujoco.MjsBody, piece: MeshPiece, number: int) -> None:
    """Drawn as it is, measured by its hull."""
    shown, measured = f"gripper/v{number}", f"gripper/p{number}"
    add_mesh(spec, shown, piece.mesh.vertices, piece.mesh.faces, piece.mesh.uv)
    add_mesh(spec, measured, piece.hull)
    material = add_material(spec, shown, 0.4, (*piece.colour, 1.0))
    _add_mesh_geom(body, shown, material, VISIBLE)
    _add_mesh_geom(body, measured, None, HIDDEN)


def add_arm(spec: mujoco.MjSpec) -> None:
    for k in range(ARM_SEGMENTS):
        body = add_body(spec, f"arm{k}")
        for part, kind in (
            ("tube", GEOM.mjGEOM_CAPSULE),
            ("joint", GEOM.mjGEOM_CYLINDER),
            ("box", GEOM.mjGEOM_BOX),
            ("ring", GEOM.mjGEOM_CYLINDER),
        ):
            quat = [0.7071068, 0.7071068, 0, 0] if part == "joint" else [1, 0, 0, 0]
            material = add_material(spec, f"arm{k}/{part}", 0.4, (0.8, 0.8, 0.8, 1))
            body.add_geom(
                name=f"arm{k}/{part}",
                type=kind,
                size=[0.04, 0.05, 0.04],
                pos=[0, 0, 0.01],
                quat=quat,
                material=material,
                group=VISIBLE,
                contype=0,
                conaffinity=0,
            )


def add_real_arm(spec: mujoco.MjSpec, arm: RealArm) -> None:
    bodies = [add_body(spec, f"link{k}") for k in range(len(arm.chain.links))]
    for i, piece in enumerate(arm.pieces):
        name = f"link/v{i}"
        add_mesh(spec, name, piece.mesh.vertices, piece.mesh.faces, piece.mesh.uv)
        material = add_material(spec, name, 0.4, (*piece.colour, 1.0))
        _add_mesh_geom(bodies[piece.link], name, material, VISIBLE)


def add_room(spec: mujoco.MjSpec, rng: Generator, painted: Painted) -> None:
    for k in range(TABLES):
        reserve_texture(spec, f"table{k}", textures.surface(rng), painted)
        add_material(
            spec,
            f"table{k}",
            float(rng.choice([0.05, 0.3, 0.7])),
            (1, 1, 1, 1),
            f"table{k}",
            float(rng.choice([1, 2, 3])),
        )
    table = add_body(spec, "table")
    table.add_geom(
        name="table",
        type=GEOM.mjGEOM_BOX,
        size=[0.6, 0.4, 0.02],
        pos=[0, 0, -0.02],
        material="table0",
        contype=0,
        conaffinity=0,
    )
    reserve_texture(spec, "floor", textures.surface(rng, 256), painted)
    add_material(spec, "floor", 0.1, (1, 1, 1, 1), "floor", 4)
    spec.worldbody.add_geom(
        name="floor",
        type=GEOM.mjGEOM_PLANE,
        size=[4, 4, 0.1],
        pos=[0, 0, -0.8],
        material="floor",
        contype=0,
        conaffinity=0,
    )
    for k in range(WALLS):
        reserve_texture(spec, f"wall{k}", textures.wall(rng), painted)
        add_material(spec, f"wall{k}", 0.1, (1, 1, 1, 1), f"wall{k}", 2)
        add_body(spec, f"wall{k}").add_geom(
            name=f"wall{k}",
            type=GEOM.mjGEOM_BOX,
            size=[1.6, 0.02, 1.2],
            material=f"wall{k}",
            contype=0,
            conaffinity=0,
        )
    for k in range(CLUTTER):
        kind = (GEOM.mjGEOM_BOX, GEOM.mjGEOM_BOX, GEOM.mjGEOM_CYLINDER)[k % 3]
        add_material(
            spec,
            f"clutter{k}",
            0.3,
            (*rng.uniform(0.05, 0.9, 3), 1),
            f"wall{k % WALLS}" if rng.random() < 0.4 else None,
        )
        add_body(spec, f"clutter{k}").add_geom(
            name=f"clutter{k}",
            type=kind,
            size=rng.uniform(0.08, 0.25, 3) * ([0.6, 0.6, 1.5] if k == 0 else [1, 1, 1]),
            material=f"clutter{k}",
            contype=0,
            conaffinity=0,
        )


def settings(spec: mujoco.MjSpec, rng: Generator) -> None:
    spec.visual.global_.offwidth, spec.visual.global_.offheight = 960, 720
    spec.visual.quality.shadowsize = int(rng.choice([512, 512, 1024]))
    spec.visual.quality.offsamples = 0
    spec.visual.map.znear, spec.visual.map.zfar = 0.02, 12
    spec.stat.extent, spec.stat.center = 1.0, [0, 0, 0]
    spec.add_texture(
        name="sky",
        type=mujoco.mjtTexture.mjTEXTURE_SKYBOX,
        builtin=mujoco.mjtBuiltin.mjBUILTIN_GRADIENT,
        width=64,
        height=384,
        rgb1=rng.uniform(0.1, 0.9, 3),
        rgb2=rng.uniform(0.1, 0.9, 3),
    )
    for k in range(LIGHTS):
        spec.worldbody.add_light(name=f"light{k}", pos=[0, 0, 2], dir=[0, 0, -1], castshadow=k < 2)
    spec.worldbody.add_camera(name="camera", pos=[0, -1, 1])
