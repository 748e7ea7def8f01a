"""What a camera sees of the picking world: one table, its things, a lamp and a still camera, drawn once for a data set."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator

from ..simulate import arm, distortion, film, frame, photo, reach, room
from ..simulate.build import compile_cast
from ..simulate.camera import Camera, focal, look
from ..simulate.catalogue import KINDS
from ..simulate.grippers import panda
from ..simulate.names import Identity
from ..simulate.place import stand, yaw
from ..simulate.render import Renderer
from ..simulate.stage import Stage
from .world import State, Vector

SIZE = (320, 240)
VIEW = 60.0  # horizontal field of view [degrees], which the labeller is told
QUALITY = 90
# The first is what is picked; the others stand around it.
PROPS = (
    ("tomato", "red", (0.0, 0.0)),
    ("bowl", "blue", (-0.05, 0.33)),
    ("can", "green", (0.05, -0.33)),
    ("sponge", "pink", (-0.33, -0.06)),
)
SPINS = 0.3  # of the gripper about the vertical [radians]


@dataclass(frozen=True)
class Set:
    """A table ready to be filmed; `free` it at the end."""

    stage: Stage
    camera: Camera
    lens: photo.Lens
    arm: arm.Look
    renderer: Renderer
    turn: Vector  # rotation of the gripper [3, 3]

    @property
    def rest(self) -> float:
        """Height of the thing's centre on the table."""
        return float(self.stage.cast.actors[0].solid.half[2])

    @property
    def width(self) -> float:
        """Opening at which the fingers meet the thing."""
        return min(0.95, float(self.stage.cast.actors[0].solid.half[:2].max()) / 0.04)

    def picture(self, state: State, rng: Generator) -> bytes:
        """The state as a JPEG, with the camera's noise."""
        self.stage.place(0, state.thing, np.eye(3))
        self.stage.place_gripper(state.tip, self.turn, state.opening)
        arm.place(self.stage, self.arm)
        raw, _, _ = distortion.shoot(self.renderer, self.stage.data, self.camera)
        packed = io.BytesIO()
        photo.develop(raw, self.lens, rng).save(packed, "JPEG", quality=QUALITY)
        return packed.getvalue()

    def free(self) -> None:
        self.renderer.free()


def _camera(rng: Generator) -> Camera:
    angle, away, height = rng.uniform(-0.9, 0.9), rng.uniform(0.6, 0.75), rng.uniform(0.32, 0.5)
    place = np.array([away * np.cos(angle), away * np.sin(angle), height])
    f = focal(VIEW, SIZE[0])
    return Camera(place, look(place, np.array([0.0, 0.0, 0.08])), f, f, SIZE[0] / 2, SIZE[1] / 2, *SIZE)


def open_set(seed: int) -> Set:
    """The arm stands behind the things, the camera before them."""
    rng = np.random.default_rng([seed, 77])
    kinds = [next(k for k in KINDS if k.noun == noun) for noun, *_ in PROPS]
    stage = Stage(compile_cast(kinds, panda(rng), rng))
    for k, (_, _, place) in enumerate(PROPS):
        stand(stage, k, np.array(place), yaw(0.0))
    frame.paint(stage, {k: Identity(kind, prop[1]) for k, (kind, prop) in enumerate(zip(kinds, PROPS, strict=True))}, rng)
    robot = replace(arm.random_look("white", rng), radius=0.045, base=np.array([-0.6, 0.0, 0.25]), lift=0.3, boxy=False)
    turn = reach.aim(0.0, 0.0, SPINS)
    camera = _clear_view(stage, robot, turn, rng)
    room.furnish(stage, camera, rng)
    room.illuminate(stage, rng)
    return Set(stage, camera, photo.CLEAN, robot, Renderer(stage.model), turn)


def _clear_view(stage: Stage, robot: arm.Look, turn: Vector, rng: Generator) -> Camera:
    """A camera that has all corners of the work in view, the arm not before them."""
    corners = [np.array([x, y, z]) for x in (-0.3, 0.3) for y in (-0.3, 0.3) for z in (0.03, 0.25)]
    for _ in range(200):
        camera = _camera(rng)
        clear = all(camera.sees(corner * [0.6, 0.6, 1], 8) for corner in corners)
        for corner in corners:
            stage.place_gripper(corner * [0.5, 0.5, 1], turn, 1.0)
            clear = clear and not film.blocked(stage, robot, camera)
        if clear:
            return camera
    raise RuntimeError("no camera of 200 sees the whole table")
