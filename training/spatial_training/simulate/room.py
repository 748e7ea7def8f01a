"""Table, walls, background clutter and lights of one picture."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from .camera import Camera
from .mesh import Array
from .place import yaw
from .props import LIGHTS
from .scatter import scatter
from .stage import AWAY, Stage

FLOOR = -0.8
MIRRORING = 0.2  # share of tables that reflect


def furnish(stage: Stage, camera: Camera, rng: Generator) -> None:
    _table(stage, rng)
    away = -camera.position[:2] / (np.linalg.norm(camera.position[:2]) + 1e-6)
    facing = float(np.arctan2(away[1], away[0]))
    for k, mocap in enumerate(stage.cast.wall_mocaps):
        _wall(stage, k, mocap, facing, rng)
    for k, mocap in enumerate(stage.cast.clutter_mocaps):
        if k == 0 and stage.shelf is not None:
            continue  # it serves as the shelf
        _clutter(stage, k, mocap, facing, camera, rng)
    scatter(stage, rng)
    stage.update()


def _table(stage: Stage, rng: Generator) -> None:
    model, table = stage.model, stage.cast.table_geom
    model.geom_size[table] = [rng.uniform(0.42, 1.1), rng.uniform(0.42, 0.8), 0.02]
    model.geom_rbound[table] = np.linalg.norm(model.geom_size[table])
    model.geom_matid[table] = stage.cast.table_materials[rng.integers(len(stage.cast.table_materials))]
    model.mat_reflectance[list(stage.cast.table_materials)] = rng.uniform(0.05, 0.4) if rng.random() < MIRRORING else 0
    body = model.geom_bodyid[table]
    stage.put(int(model.body_mocapid[body]), np.zeros(3), yaw(rng.uniform(0, np.pi)))


def _wall(stage: Stage, k: int, mocap: int, facing: float, rng: Generator) -> None:
    if k == 0 and rng.random() < 0.15 or k > 0 and rng.random() < 0.5:
        stage.put(mocap, AWAY, np.eye(3))
        return
    angle = facing + (rng.normal(0, 0.35) if k == 0 else (-1) ** k * rng.uniform(0.9, 1.5))
    distance = rng.uniform(0.5, 1.6)
    stage.put(mocap, np.array([distance * np.cos(angle), distance * np.sin(angle), 0.3]), yaw(angle + np.pi / 2))


def _clutter(stage: Stage, k: int, mocap: int, facing: float, camera: Camera, rng: Generator) -> None:
    """Furniture-sized boxes and columns at the edges, never in front of the camera's lens."""
    geom = stage.model.body_geomadr[stage.model.body("clutter0").id + k]
    half = stage.model.geom_size[geom]
    angle, distance = facing + rng.uniform(-1.8, 1.8), rng.uniform(0.5, 1.2)
    at = np.array([distance * np.cos(angle), distance * np.sin(angle), FLOOR + half[2] + rng.uniform(0, 0.9)])
    if rng.random() < 0.45 or np.linalg.norm(at[:2] - camera.position[:2]) < 0.6:
        at = AWAY
    stage.put(mocap, at, yaw(rng.uniform(0, np.pi)))


def illuminate(stage: Stage, rng: Generator) -> None:
    """One to three lamps, two of which may throw shadows, and a varying ambient share."""
    model = stage.model
    ambient = rng.uniform(0.2, 0.5)
    model.vis.headlight.ambient[:] = ambient * _tint(rng, 0.04)
    model.vis.headlight.diffuse[:] = rng.uniform(0.05, 0.35)
    model.vis.headlight.specular[:] = rng.uniform(0, 0.2)
    share = rng.dirichlet(np.ones(LIGHTS)) * rng.uniform(0.6, 1.2)
    for k in range(LIGHTS):
        _lamp(stage, k, float(share[k]), rng)


def _lamp(stage: Stage, k: int, strength: float, rng: Generator) -> None:
    model = stage.model
    angle, tilt = rng.uniform(0, 2 * np.pi), rng.uniform(0.05, 1.1)
    direction = np.array([np.sin(tilt) * np.cos(angle), np.sin(tilt) * np.sin(angle), np.cos(tilt)])
    model.light_pos[k] = direction * rng.uniform(1.2, 2.5)
    model.light_dir[k] = -direction
    model.light_type[k] = 1 if rng.random() < 0.6 else 0
    model.light_cutoff[k], model.light_exponent[k] = rng.uniform(35, 60), rng.uniform(0, 6)
    model.light_attenuation[k] = [1, 0, 0]
    model.light_diffuse[k] = strength * _tint(rng, 0.08)
    model.light_specular[k] = strength * rng.uniform(0.2, 0.9)
    model.light_castshadow[k] = (k == 0 and rng.random() < 0.85) or (k == 1 and rng.random() < 0.25)


def _tint(rng: Generator, spread: float) -> Array:
    return np.clip(1 + rng.normal(0, spread, 3), 0.5, 1.3)
