"""Exports a run as a model directory: `python -m spatial_training.export RUN -o models/nano`.

Uses the running mean of the weights, quantises with the run's validation images, calibrates the
variances on them, and prints how far int8 is from fp32.
"""

import argparse
import shutil
from pathlib import Path

import torch

from ..data.tokens import load_tokenizer
from ..evaluate.card import TRAINING
from ..model import NanoConfig, SpatialNano
from ..train.checkpoint import load_checkpoint, save_weights
from ..train.curves import draw_curves
from ..train.facts import training_facts
from ..train.prepare import CONFIG, TOKENIZER
from ..train.worker import HISTORY
from .calibrate import calibrate
from .compare import compare_variants, feeds_of
from .directory import write_model_directory
from .novelty import write_novelty
from .settings import write_json, write_settings

MEAN_PREFIX = "nano."


def load_model(run: Path) -> SpatialNano:
    """The network with the run's mean weights. Raises FileNotFoundError without a checkpoint."""
    saved = load_checkpoint(run)
    model = SpatialNano(NanoConfig.from_json(saved["config"]))
    weights = {
        name.removeprefix(MEAN_PREFIX): value for name, value in saved["mean"].items() if name.startswith(MEAN_PREFIX)
    }
    model.load_state_dict(weights)
    return model.eval()


def export(run: Path, output: Path, calibration_images: int, seed: int) -> None:
    torch.set_num_threads(1)
    model = load_model(run)
    validation = run / "compiled" / "validation"
    write_model_directory(
        model,
        load_tokenizer(run / TOKENIZER),
        output,
        feeds=feeds_of(validation, count=64),
        calibration={},
    )
    fitted = calibrate(output, validation, calibration_images, seed)
    write_novelty(output, validation, calibration_images, seed)
    write_settings(model.config, output, fitted.factors, fitted.visible_threshold)
    draw_curves(run / HISTORY, output / "curves.png")
    write_json(output / TRAINING, training_facts(run, model, HISTORY))
    print(f"variance factors {fitted.factors}, visible from {fitted.visible_threshold}")
    for line in compare_variants(output, validation, count=64):
        print(line)


def export_weights(run: Path, folder: Path) -> None:
    """What `train --warm-start` begins with: half-precision weights, vocabulary, dimensions."""
    save_weights(folder, load_checkpoint(run)["mean"])
    for name in (TOKENIZER, CONFIG):
        shutil.copyfile(run / name, folder / name)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="spatial_training.export",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("run", type=Path, help="folder of a training run")
    parser.add_argument("-o", "--output", type=Path, required=True, help="model directory")
    parser.add_argument("--weights", type=Path, help="folder for weights that another run can start from")
    parser.add_argument("--calibration-images", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    export(arguments.run, arguments.output, arguments.calibration_images, arguments.seed)
    if arguments.weights is not None:
        export_weights(arguments.run, arguments.weights)


if __name__ == "__main__":
    main()
