"""Compiles one scene's cast (things, gripper, arm, room) into a MuJoCo model. Everything movable is a mocap body."""

from __future__ import annotations

from dataclasses import dataclass

import mujoco
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from . import textures
from .catalogue import Kind
from .grippers import Gripper
from .solid import BODY, Solid

VISIBLE, HIDDEN = 0, 3  # geom groups: drawn, and only measured
ARM_SEGMENTS, WALLS, CLUTTER, LIGHTS, TABLES = 4, 3, 5, 3, 3
GEOM = mujoco.mjtGeom
Painted = dict[str, textures.Pixels]
PRIMITIVES = {
    "box": GEOM.mjGEOM_BOX,
    "cylinder": GEOM.mjGEOM_CYLINDER,
    "capsule": GEOM.mjGEOM_CAPSULE,
    "sphere": GEOM.mjGEOM_SPHERE,
    "ellipsoid": GEOM.mjGEOM_ELLIPSOID,
}


@dataclass(frozen=True)
class Actor:
    """A thing of the cast: `tinted` are the materials that take its colour, `measured` the geoms of its convex pieces."""

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
    arm_mocaps: tuple[int, ...]
    arm_geoms: NDArray[np.int32]
    wall_mocaps: tuple[int, ...]
    clutter_mocaps: tuple[int, ...]
    table_geom: int
    table_materials: tuple[int, ...]
    offsets: dict[int, NDArray[np.float64]]  # per measured geom: its vertices in its body's frame


def _texture(spec: mujoco.MjSpec, name: str, pixels: textures.Pixels, painted: Painted) -> None:
    """Reserves a texture; its pixels are written after compiling, which is a hundred times faster than a list."""
    spec.add_texture(
        name=name,
        type=mujoco.mjtTexture.mjTEXTURE_2D,
        builtin=mujoco.mjtBuiltin.mjBUILTIN_FLAT,
        width=pixels.shape[1],
        height=pixels.shape[0],
        nchannel=3,
    )
    painted[name] = pixels


def _paint(model: mujoco.MjModel, painted: Painted) -> None:
    for name, pixels in painted.items():
        texture = model.texture(name).id
        first = model.tex_adr[texture]
        model.tex_data[first : first + pixels.size] = pixels[::-1].ravel()


def _material(
    spec: mujoco.MjSpec,
    name: str,
    shine: float,
    rgba: tuple[float, ...],
    texture: str | None = None,
    repeat: float = 1.0,
) -> str:
    material = spec.add_material(
        name=name,
        shininess=shine,
        specular=0.8 * shine,
        rgba=rgba,
        texrepeat=[repeat, repeat],
        texuniform=False,
    )
    if texture is not None:
        slots = [""] * len(material.textures)
        slots[mujoco.mjtTextureRole.mjTEXROLE_RGB] = texture
        material.textures = slots
    return name


def _mesh(
    spec: mujoco.MjSpec,
    name: str,
    vertices: NDArray[np.float64],
    faces: NDArray[np.int32] | None = None,
    uv: NDArray[np.float64] | None = None,
) -> str:
    mesh = spec.add_mesh(
        name=name,
        uservert=vertices.ravel().tolist(),
        inertia=mujoco.mjtMeshInertia.mjMESH_INERTIA_CONVEX
        if faces is None
        else mujoco.mjtMeshInertia.mjMESH_INERTIA_SHELL,
    )
    if faces is not None and uv is not None:
        mesh.userface = faces.ravel().tolist()
        mesh.usertexcoord = uv.ravel().tolist()
    return name


def _body(spec: mujoco.MjSpec, name: str) -> mujoco.MjsBody:
    return spec.worldbody.add_body(name=name, mocap=True, pos=[0, 0, -50])


def _add_solid(spec: mujoco.MjSpec, name: str, solid: Solid, rng: Generator, painted: Painted) -> None:
    body = _body(spec, name)
    for i, visual in enumerate(solid.visuals):
        key = f"{name}/v{i}"
        if visual.pattern is not None:
            _texture(spec, key, textures.pattern(visual.pattern, rng), painted)
        colour = (1.0, 1.0, 1.0) if visual.colour == BODY else tuple(float(c) for c in visual.colour)
        _material(spec, key, visual.shine, (*colour, visual.alpha), key if visual.pattern else None)
        _mesh(spec, key, visual.mesh.vertices, visual.mesh.faces, visual.mesh.uv)
        body.add_geom(
            name=key,
            type=GEOM.mjGEOM_MESH,
            meshname=key,
            material=key,
            group=VISIBLE,
            contype=0,
            conaffinity=0,
        )
    for i, piece in enumerate(solid.pieces):
        key = f"{name}/p{i}"
        _mesh(spec, key, piece)
        body.add_geom(name=key, type=GEOM.mjGEOM_MESH, meshname=key, group=HIDDEN, contype=0, conaffinity=0)


def _add_gripper(spec: mujoco.MjSpec, gripper: Gripper) -> None:
    bodies = [_body(spec, f"gripper{k}") for k in range(gripper.links + 1)]
    for i, p in enumerate(gripper.pieces):
        quat = np.zeros(4)
        mujoco.mju_euler2Quat(quat, np.radians(p.turn), "XYZ")
        material = _material(spec, f"gripper/m{i}", 0.4, (*p.colour, 1.0))
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


def _add_arm(spec: mujoco.MjSpec) -> None:
    for k in range(ARM_SEGMENTS):
        body = _body(spec, f"arm{k}")
        for part, kind in (
            ("tube", GEOM.mjGEOM_CAPSULE),
            ("joint", GEOM.mjGEOM_CYLINDER),
            ("box", GEOM.mjGEOM_BOX),
            ("ring", GEOM.mjGEOM_CYLINDER),
        ):
            quat = [0.7071068, 0.7071068, 0, 0] if part == "joint" else [1, 0, 0, 0]
            material = _material(spec, f"arm{k}/{part}", 0.4, (0.8, 0.8, 0.8, 1))
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


def _add_room(spec: mujoco.MjSpec, rng: Generator, painted: Painted) -> None:
    for k in range(TABLES):
        _texture(spec, f"table{k}", textures.surface(rng), painted)
        _material(
            spec,
            f"table{k}",
            float(rng.choice([0.05, 0.3, 0.7])),
            (1, 1, 1, 1),
            f"table{k}",
            float(rng.choice([1, 2, 3])),
        )
    table = _body(spec, "table")
    table.add_geom(
        name="table",
        type=GEOM.mjGEOM_BOX,
        size=[0.6, 0.4, 0.02],
        pos=[0, 0, -0.02],
        material="table0",
        contype=0,
        conaffinity=0,
    )
    _texture(spec, "floor", textures.surface(rng, 256), painted)
    _material(spec, "floor", 0.1, (1, 1, 1, 1), "floor", 4)
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
        _texture(spec, f"wall{k}", textures.wall(rng), painted)
        _material(spec, f"wall{k}", 0.1, (1, 1, 1, 1), f"wall{k}", 2)
        _body(spec, f"wall{k}").add_geom(
            name=f"wall{k}",
            type=GEOM.mjGEOM_BOX,
            size=[1.6, 0.02, 1.2],
            material=f"wall{k}",
            contype=0,
            conaffinity=0,
        )
    for k in range(CLUTTER):
        kind = (GEOM.mjGEOM_BOX, GEOM.mjGEOM_BOX, GEOM.mjGEOM_CYLINDER)[k % 3]
        _material(
            spec,
            f"clutter{k}",
            0.3,
            (*rng.uniform(0.05, 0.9, 3), 1),
            f"wall{k % WALLS}" if rng.random() < 0.4 else None,
        )
        _body(spec, f"clutter{k}").add_geom(
            name=f"clutter{k}",
            type=kind,
            size=rng.uniform(0.08, 0.25, 3),
            material=f"clutter{k}",
            contype=0,
            conaffinity=0,
        )


def _settings(spec: mujoco.MjSpec, rng: Generator) -> None:
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


def compile_cast(kinds: list[Kind], gripper: Gripper, rng: Generator) -> Cast:
    spec = mujoco.MjSpec()
    _settings(spec, rng)
    painted: Painted = {}
    _add_room(spec, rng, painted)
    solids = [kind.build(rng) for kind in kinds]
    for k, shape in enumerate(solids):
        _add_solid(spec, f"thing{k}", shape, rng, painted)
    _add_gripper(spec, gripper)
    _add_arm(spec)
    model = spec.compile()
    _paint(model, painted)
    return _index(model, kinds, solids, gripper)


def _index(model: mujoco.MjModel, kinds: list[Kind], solids: list[Solid], gripper: Gripper) -> Cast:
    def mocap(name: str) -> int:
        return int(model.body(name).mocapid[0])

    def geoms(names: list[str]) -> NDArray[np.int32]:
        return np.array([model.geom(n).id for n in names], np.int32)

    actors = []
    for k, (kind, shape) in enumerate(zip(kinds, solids, strict=True)):
        visuals = [f"thing{k}/v{i}" for i in range(len(shape.visuals))]
        tinted = tuple(
            model.material(n).id for n, v in zip(visuals, shape.visuals, strict=True) if v.colour == BODY
        )
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
    gripper_geoms = geoms([f"gripper/g{i}" for i in range(len(gripper.pieces))])
    arm_geoms = geoms([f"arm{k}/{p}" for k in range(ARM_SEGMENTS) for p in ("tube", "joint", "box", "ring")])
    measured = [*gripper_geoms, *(g for a in actors for g in a.measured)]
    return Cast(
        model, tuple(actors), gripper, tuple(mocap(f"gripper{k}") for k in range(gripper.links + 1)), gripper_geoms,
        tuple(mocap(f"arm{k}") for k in range(ARM_SEGMENTS)), arm_geoms,
        tuple(mocap(f"wall{k}") for k in range(WALLS)), tuple(mocap(f"clutter{k}") for k in range(CLUTTER)),
        model.geom("table").id, tuple(model.material(f"table{k}").id for k in range(TABLES)),
        {int(g): _hull(model, int(g)) for g in measured},
    )  # fmt: skip
