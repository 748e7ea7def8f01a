"""Draws one random still: cast on stage, gripper somewhere, camera, light; returns picture, truth and dense maps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from PIL import Image

from . import arm, distortion, packaged_arms, photo, reach, room, truth
from .build import Cast, compile_cast
from .camera import Camera
from .film import film
from .names import GRIPPER_ALIASES, Identity, absent, aliases, distinct
from .palette import shade
from .place import Layout, arrange
from .render import Renderer
from .repertoire import Repertoire, robots
from .stage import Stage

ACTORS = 9
AROUND = {"far": reach.far, "approaching": reach.approaching, "beside": reach.beside, "low": reach.low}
SHELVES = 0.75  # share of stills with a raised surface
# Where the gripper is, by functions of `reach`. Low beside raised things, or it would be above them nearly always.
MODES = {"far": 0.1, "approaching": 0.2, "beside": 0.2, "low": 0.24, "touching": 0.1, "grasp": 0.16}
MODES_BESIDE_SHELF = {"far": 0.04, "approaching": 0.1, "beside": 0.1, "low": 0.57, "touching": 0.08, "grasp": 0.11}


@dataclass(frozen=True)
class Still:
    """JPEG-ready picture, record (without image name), owner map [h, w] and depth [h, w] in metres."""

    picture: Image.Image
    quality: int
    record: truth.Record
    owner: NDArray[np.uint8]
    depth: NDArray[np.float32]


def cast_scene(repertoire: Repertoire, rng: Generator) -> Cast:
    """Picks a gripper and nine kinds, repeated shapes on purpose, and compiles them."""
    weights = np.array([k.weight for k in repertoire.kinds])
    picks = rng.choice(len(repertoire.kinds), ACTORS, p=weights / weights.sum())
    for slot in (ACTORS - 1, ACTORS - 2):
        if rng.random() < 0.6:
            picks[slot] = picks[rng.integers(slot)]
    families = list(repertoire.families.values())
    gripper = families[rng.integers(len(families))](rng)
    return compile_cast([repertoire.kinds[i] for i in picks], gripper, rng, packaged_arms.choose(gripper.family, rng))


def identify(stage: Stage, rng: Generator) -> dict[int, Identity]:
    """Gives each actor a colour so that no two names collide; actors that cannot are left out.

    A quarter repeat a colour that is already there: near-duplicates are what confuses a model.
    """
    found: dict[int, Identity] = {}
    for k in rng.permutation(len(stage.cast.actors)):
        kind = stage.cast.actors[k].kind
        echo = [i.colour for i in found.values() if i.colour in kind.colours]
        for _ in range(8):
            colour = (
                echo[rng.integers(len(echo))]
                if echo and rng.random() < 0.25
                else kind.colours[rng.integers(len(kind.colours))]
            )
            identity = Identity(kind, colour)
            if distinct(identity, list(found.values())):
                found[int(k)] = identity
                break
    return found


def paint(stage: Stage, identities: dict[int, Identity], rng: Generator) -> None:
    for thing, identity in identities.items():
        tone = shade(identity.colour, rng)
        for material in stage.cast.actors[thing].tinted:
            stage.model.mat_rgba[material, :3] = tone


def name_all(layout: Layout, identities: dict[int, Identity], family: str, rng: Generator) -> list[truth.Named]:
    """The gripper first, then the things of the layout."""
    some = [GRIPPER_ALIASES[i] for i in rng.permutation(len(GRIPPER_ALIASES))[:3]]
    named = [truth.Named(Stage.GRIPPER, "gripper", some, {"shape": "gripper", "family": family})]
    for thing in layout.things:
        others = [identities[t] for t in layout.things if t != thing]
        identity = identities[thing]
        named.append(
            truth.Named(thing, identity.name, aliases(identity, others, rng), truth.identity_attributes(identity))
        )
    return named


def _subject(stage: Stage, layout: Layout, rng: Generator) -> int:
    """Any thing, or more often than chance the highest: only there can the gripper be below."""
    if rng.random() < 0.3:
        return max(layout.things, key=lambda t: float(stage.pose(t)[0][2]))
    return layout.things[rng.integers(len(layout.things))]


def place_gripper(stage: Stage, layout: Layout, rng: Generator) -> int:
    """Puts the gripper by the balance of what will be asked; returns the thing it is about."""
    odds = MODES if stage.shelf is None else MODES_BESIDE_SHELF
    for _ in range(40):
        target = _subject(stage, layout, rng)
        mode = rng.choice(list(odds), p=list(odds.values()))
        if mode == "grasp" and not layout.carries(target):
            if reach.grasp(stage, layout, target, rng):
                if rng.random() < 0.6:
                    reach.lift(stage, layout, target, rng)
                return target
        elif mode == "touching":
            if reach.touching(stage, layout, target, rng):
                return target
        elif mode != "grasp":
            AROUND[mode](stage, target, rng)
            if reach.clear(stage, layout):
                return target
    stage.place_gripper(np.array([0, 0, 0.45]), reach.aim(0.0, 0.0, 0.0), 1.0)
    return layout.things[0]


def draw_still(stage: Stage, renderer: Renderer, rng: Generator) -> Still:
    identities = identify(stage, rng)
    layout = arrange(stage, sorted(identities), int(rng.integers(3, 8)), rng, shelves=SHELVES)
    paint(stage, identities, rng)
    target = place_gripper(stage, layout, rng)
    look = None if rng.random() < 0.1 else arm.choose(stage, [stage.gripper_pose], rng)
    arm.place(stage, look)
    camera = film(stage, layout, target, look, rng)
    room.furnish(stage, camera, rng)
    room.illuminate(stage, rng)
    return shoot(
        stage,
        renderer,
        layout,
        name_all(layout, identities, stage.cast.gripper.family, rng),
        camera,
        photo.random_lens(rng),
        identities,
        rng,
    )


def shoot(
    stage: Stage,
    renderer: Renderer,
    layout: Layout,
    names: list[truth.Named],
    camera: Camera,
    lens: photo.Lens,
    identities: dict[int, Identity],
    rng: Generator,
) -> Still:
    """Renders the stage as it is and writes down its truth."""
    raw, geoms, depth = distortion.shoot(renderer, stage.data, camera)
    owner = truth.owners(stage, names, geoms)
    record = truth.describe(stage, layout, names, camera, owner)
    record["absent"] = absent([identities[t] for t in layout.things], {"box"}, rng)
    record["source"], record["robots"] = "simulation", robots()
    return Still(photo.develop(raw, lens, rng), lens.quality, record, owner, depth)
