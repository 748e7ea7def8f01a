"""Exports a run, or a folder of weights, as a model directory: `python -m spatial_training.export RUN -o models/nano`.

Uses the running mean of a run's weights, quantises with its validation images (of a folder of weights: those of
--validation), calibrates the variances on them, and prints how far int8 is from fp32.
"""

import argparse
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from torch import Tensor

from ..data.compiling import compile_settled
from ..data.tokens import load_tokenizer
from ..model import NanoConfig, SpatialNano
from ..train.checkpoint import CHECKPOINT, load_checkpoint, load_weights, save_weights
from ..train.curves import draw_curves
from ..train.facts import FACTS, training_facts
from ..train.prepare import CONFIG, TOKENIZER, load_config
from ..train.worker import HISTORY
from .calibrate import calibrate
from .compare import compare_variants, feeds_of
from .directory import write_model_directory
from .novelty import write_novelty
from .settings import write_json, write_settings

MEAN_PREFIX = "nano."


def weights_of(source: Path) -> tuple[NanoConfig, dict[str, Tensor]]:
    """The dimensions and mean weights of a run, or those of a folder of weights.

    Raises FileNotFoundError where the folder holds neither.
    """
    if (source / CHECKPOINT).exists():
        saved = load_checkpoint(source)
        return NanoConfig.from_json(saved["config"]), saved["mean"]
    return load_config(source), load_weights(source)


def load_model(source: Path) -> SpatialNano:
    config, weights = weights_of(source)
    model = SpatialNano(config)
    model.load_state_dict(
        {name.removeprefix(MEAN_PREFIX): value for name, value in weights.items() if name.startswith(MEAN_PREFIX)}
    )
    return model.eval()


def export(run: Path, output: Path, validation: Path, calibration_images: int, seed: int) -> None:
    """`validation` is a folder of compiled images."""
    torch.set_num_threads(1)
    model = load_model(run)
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
    write_json(output / FACTS, training_facts(run, model, HISTORY))
    print(f"variance factors {fitted.factors}, visible from {fitted.visible_threshold}")
    for line in compare_variants(output, validation, count=64):
        print(line)


def compiled_validation(run: Path, stills: Path | None, folder: Path) -> Path:
    """Those of the run, or `stills` compiled into `folder`. Raises SystemExit where there are neither."""
    if stills is not None:
        compile_settled([stills], folder, load_tokenizer(run / TOKENIZER), load_config(run))
        return folder
    if not (run / CHECKPOINT).exists():
        raise SystemExit(f"{run} holds weights but no validation images: name some with --validation")
    return run / "compiled" / "validation"


def export_weights(run: Path, folder: Path) -> None:
    """What `train --warm-start` begins with, half-precision weights, vocabulary and dimensions, and what is known of
    how they came about."""
    save_weights(folder, weights_of(run)[1])
    for name in (TOKENIZER, CONFIG, HISTORY):
        shutil.copyfile(run / name, folder / name)
    write_json(folder / FACTS, training_facts(run, load_model(run), HISTORY))


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="spatial_training.export",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("run", type=Path, help="folder of a training run, or of weights")
    parser.add_argument("-o", "--output", type=Path, required=True, help="model directory")
    parser.add_argument("--weights", type=Path, help="folder for weights that another run can start from")
    parser.add_argument("--validation", type=Path, help="folder of held-out stills; default: those of the run")
    parser.add_argument("--calibration-images", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        validation = compiled_validation(arguments.run, arguments.validation, Path(folder))
        export(arguments.run, arguments.output, validation, arguments.calibration_images, arguments.seed)
    if arguments.weights is not None:
        export_weights(arguments.run, arguments.weights)


if __name__ == "__main__":
    main()
