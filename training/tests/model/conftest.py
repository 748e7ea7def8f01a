"""A small data set and a small network that every test of the model builds on."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image, ImageDraw

from spatial_training.data.tokens import build_tokenizer
from spatial_training.model import NanoConfig

torch.set_num_threads(1)

FOCAL, WIDTH, HEIGHT = 280.0, 320, 240
COLOURS = {"red": (220, 30, 30), "green": (30, 200, 40), "blue": (40, 60, 230)}


def tiny_config(vocabulary: int) -> NanoConfig:
    return NanoConfig(
        vocabulary_size=vocabulary,
        stem_channels=8,
        stage_channels=(16, 24, 32, 32),
        stage_blocks=(1, 1, 1, 1),
        heat_channels=16,
        context_channels=24,
        scene_channels=8,
        text_channels=32,
        text_heads=2,
        hidden_channels=48,
        colours=("blue", "green", "red"),
        shapes=("ball", "gripper"),
    )


def ball(colour: str, centre: np.ndarray, gripper: bool) -> dict:
    radius = 0.04
    u, v = centre[:2] / centre[2] * FOCAL + [WIDTH / 2, HEIGHT / 2]
    reach = radius / centre[2] * FOCAL
    return {
        "name": "gripper" if gripper else f"{colour} ball",
        **({"gripper": True} if gripper else {}),
        "centre": centre.tolist(),
        "size": [2 * radius] * 3,
        "height": 2 * radius,
        "box": [u - reach, v - reach, u + reach, v + reach],
        "visible": 1.0,
        "attributes": {"colour": colour, "shape": "gripper" if gripper else "ball"},
    }


def record(index: int, random: np.random.Generator) -> dict:
    """Three balls, the blue one standing in for the gripper, at different depths."""
    things = []
    for column, colour in enumerate(COLOURS):
        depth = random.uniform(0.7, 1.3)
        centre = np.array([(column - 1) * 0.22 * depth, random.uniform(-0.2, 0.2), depth])
        things.append(ball(colour, centre, gripper=colour == "blue"))
    distance = float(np.linalg.norm(np.subtract(things[0]["centre"], things[2]["centre"])))
    fact = {"relation": "distance", "subject": "gripper", "object": "red ball", "metres": distance}
    seen = {"relation": "visible", "subject": "green ball", "holds": True}
    return {
        "image": f"images/{index:06d}.png",
        "width": WIDTH,
        "height": HEIGHT,
        "camera": {"fx": FOCAL, "fy": FOCAL, "cx": WIDTH / 2, "cy": HEIGHT / 2, "up": [0.0, -0.8, -0.6]},
        "things": things,
        "pairs": [{"a": 2, "b": 0, "gap": distance - 0.08, "touching": False, "inside": False, "on": True}],
        "absent": ["yellow mug"],
        "questions": [
            {"question": "How far is the gripper from the red ball?", "answer": "-", "fact": fact},
            {"question": "Is the green ball in view?", "answer": "Yes.", "fact": seen},
            {
                "question": "How far is the gripper from the yellow mug?",
                "answer": "-",
                "fact": {"relation": "distance", "subject": "gripper", "object": "yellow mug"},
            },
        ],
        "seed": index,
        "source": "drawn",
    }


def draw(scene: dict) -> Image.Image:
    image = Image.new("RGB", (WIDTH, HEIGHT), (120, 110, 100))
    brush = ImageDraw.Draw(image)
    for thing in sorted(scene["things"], key=lambda t: -t["centre"][2]):
        brush.ellipse(tuple(thing["box"]), fill=COLOURS[thing["attributes"]["colour"]])
    return image


@pytest.fixture(scope="session")
def shard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data set of eight pictures."""
    folder = tmp_path_factory.mktemp("scenes") / "shard-00000"
    (folder / "images").mkdir(parents=True)
    random = np.random.default_rng(0)
    with (folder / "data.jsonl").open("w", encoding="utf-8") as lines:
        for index in range(8):
            scene = record(index, random)
            draw(scene).save(folder / scene["image"])
            lines.write(json.dumps(scene) + "\n")
    return folder


@pytest.fixture(scope="session")
def tokenizer(shard: Path):  # noqa: ANN201
    lines = (shard / "data.jsonl").read_text(encoding="utf-8").splitlines()
    return build_tokenizer(q["question"] for line in lines for q in json.loads(line)["questions"])


@pytest.fixture(scope="session")
def config(tokenizer) -> NanoConfig:  # noqa: ANN001
    return tiny_config(tokenizer.get_vocab_size())


@pytest.fixture(scope="session")
def compiled(shard: Path, tokenizer, config: NanoConfig, tmp_path_factory) -> Path:  # noqa: ANN001
    """The data set compiled for training."""
    from spatial_training.data.shard import compile_shard

    folder = tmp_path_factory.mktemp("compiled")
    compile_shard(shard, folder / "shard-00000", tokenizer, config)
    return folder
