"""Golden preprocessing: images, and the canvases and intrinsics that training makes of them.

`python -m spatial_training.export.golden -o FOLDER` writes, per case, NAME.png, NAME.rgb (the
canvas before normalisation: height * width * 3 bytes) and one golden.json:
{ canvas: {width, height}, mean, std, cases: [{ image, canvas, intrinsics, canvasIntrinsics,
  pixelMean: mean of the normalised values }] }.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from ..data.letterbox import IMAGE_MEAN, IMAGE_STD, letterbox, letterbox_intrinsics, normalise

CANVAS = (192, 144)
CASES = (
    ("vga", (640, 480), (554.3, 554.3, 320.0, 240.0)),
    ("quarter", (320, 240), (277.1, 276.4, 163.5, 117.25)),
    ("wide", (424, 240), (311.0, 311.0, 212.0, 120.0)),
    ("tall", (97, 151), (120.0, 121.0, 50.0, 70.0)),
)


def draw(size: tuple[int, int], seed: int) -> Image.Image:
    """Smooth colours, hard edges and single-pixel texture: what resampling gets wrong."""
    random = np.random.default_rng(seed)
    width, height = size
    x, y = np.meshgrid(np.linspace(0, 1, width), np.linspace(0, 1, height))
    image = Image.fromarray(np.uint8(np.stack([255 * x, 255 * y, 127 + 120 * np.sin(9 * x * y)], axis=-1)))
    brush = ImageDraw.Draw(image)
    for _ in range(24):
        left, top = random.integers(0, width), random.integers(0, height)
        span = random.integers(2, max(3, width // 4), size=2)
        colour = tuple(int(c) for c in random.integers(0, 256, size=3))
        brush.rectangle((int(left), int(top), int(left + span[0]), int(top + span[1])), colour)
    for row in range(0, height // 6, 2):
        brush.line((0, row, width // 5, row), (255, 255, 255))
    return image


def write_golden(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    cases = []
    for seed, (name, size, intrinsics) in enumerate(CASES):
        image = draw(size, seed)
        image.save(folder / f"{name}.png", optimize=True)
        canvas = letterbox(image, CANVAS)
        (folder / f"{name}.rgb").write_bytes(canvas.tobytes())
        moved = letterbox_intrinsics(np.array(intrinsics), size, CANVAS)
        cases.append(
            {
                "image": f"{name}.png",
                "canvas": f"{name}.rgb",
                "intrinsics": list(intrinsics),
                "canvasIntrinsics": [round(float(v), 4) for v in moved],
                "pixelMean": round(float(normalise(canvas).mean()), 6),
            }
        )
    golden = {
        "canvas": {"width": CANVAS[0], "height": CANVAS[1]},
        "mean": IMAGE_MEAN,
        "std": IMAGE_STD,
        "cases": cases,
    }
    (folder / "golden.json").write_text(json.dumps(golden, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, required=True)
    write_golden(parser.parse_args().output)


if __name__ == "__main__":
    main()
