"""The JSON files of the model directory: `config.json` and `preprocessor_config.json`."""

import json
from pathlib import Path

from ..data.letterbox import IMAGE_MEAN, IMAGE_STD, PADDING_VALUE, RESCALE_FACTOR
from ..model import NanoConfig

MODEL_TYPE = "spatial_nano"
VERSION = "0.5"  # of the shipped weights: the number of runs behind them


def write_settings(config: NanoConfig, folder: Path, calibration: dict[str, float], visible_threshold: float) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write_json(folder / "config.json", model_settings(config, calibration, visible_threshold))
    write_json(folder / "preprocessor_config.json", preprocessor_settings(config))


def model_settings(config: NanoConfig, calibration: dict[str, float], visible_threshold: float) -> dict:
    """`calibration` multiplies the variances of the outputs it names."""
    return {
        "model_type": MODEL_TYPE,
        "version": VERSION,
        "relations": list(config.relations),
        "predicates": list(config.predicates),
        "max_question_tokens": config.max_question_tokens,
        "visible_threshold": visible_threshold,
        "depth_range_m": list(config.depth_range_m),
        "calibration": calibration,
    }


def preprocessor_settings(config: NanoConfig) -> dict:
    return {
        "size": {"width": config.width, "height": config.height},
        "image_mean": list(IMAGE_MEAN),
        "image_std": list(IMAGE_STD),
        "rescale_factor": RESCALE_FACTOR,
        "resample": "bilinear",
        "do_pad": True,
        "pad_value": PADDING_VALUE,
    }


def write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")
