"""A contact sheet of a data set: pictures with boxes, centres and names drawn in."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from .truth import Record

COLOURS = ("#ff4040", "#40ff40", "#5080ff", "#ffff40", "#ff40ff", "#40ffff", "#ffa040", "#ffffff")


def _annotate(folder: Path, record: Record) -> Image.Image:
    picture = (
        Image.open(folder / record["image"]).convert("RGB").resize((480, 480 * record["height"] // record["width"]))
    )
    scale = 480 / record["width"]
    draw, camera = ImageDraw.Draw(picture), record["camera"]
    for k, thing in enumerate(record["things"]):
        colour = COLOURS[k % len(COLOURS)]
        if "box" in thing:
            draw.rectangle([scale * v for v in thing["box"]], outline=colour)
            draw.text(
                (scale * thing["box"][0] + 2, scale * thing["box"][1] + 1),
                f"{thing['name']} {thing['visible']:.2f}",
                fill=colour,
            )
        x, y, z = thing["centre"]
        if z > 0.05:
            u, v = (
                scale * (camera["fx"] * x / z + camera["cx"]),
                scale * (camera["fy"] * y / z + camera["cy"]),
            )
            draw.ellipse([u - 3, v - 3, u + 3, v + 3], outline=colour, fill=colour if thing.get("gripper") else None)
    _captions(draw, record)
    return picture


def _captions(draw: ImageDraw.ImageDraw, record: Record) -> None:
    names = [t["name"] for t in record["things"]]
    facts = [
        f"{names[p['a']]} {word} {names[p['b']]}"
        for p in record["pairs"]
        for word in ("inside", "on", "touching")
        if p[word] and (word != "touching" or p["a"] < p["b"])
    ]
    centres = np.array([t["centre"] for t in record["things"]])
    near = [f"{names[k]} {np.linalg.norm(centres[k] - centres[0]) * 100:.1f}" for k in range(1, len(names))]
    text = [
        record.get("outcome", "") + f" {record.get('episode', '')} {record.get('t', '')}",
        " ".join(near)[:90],
        *facts,
    ]
    for row, line in enumerate(t for t in text if t.strip()):
        draw.text((3, 3 + 11 * row), line, fill="white", stroke_width=1, stroke_fill="black")


def write_sheet(folder: Path, output: Path, count: int, columns: int, seed: int) -> None:
    """Draws `count` pictures of every `data.jsonl` under `folder`, evenly over the data set."""
    found = [(f.parent, line) for f in sorted(folder.rglob("data.jsonl")) for line in f.read_text().splitlines()]
    picks = np.sort(np.random.default_rng(seed).permutation(len(found))[:count])
    pictures = [_annotate(found[i][0], json.loads(found[i][1])) for i in picks]
    height = max(p.height for p in pictures)
    sheet = Image.new("RGB", (480 * columns, height * -(-len(pictures) // columns)))
    for k, picture in enumerate(pictures):
        sheet.paste(picture, (480 * (k % columns), height * (k // columns)))
    sheet.save(output)
