"""Weights between two others: `python -m spatial_training.train.blend A B --share 0.5 --data DIR -o FOLDER`.

Where B began with A's weights, those on the line between them are a network, too, and one that may keep what A
does better on unfamiliar pictures (Wortsman et al. 2022, Robust fine-tuning of zero-shot models). A, B and FOLDER
hold weights, vocabulary and dimensions, as `train --warm-start` reads and `export --weights` writes them.
"""

import argparse
import shutil
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from torch import Tensor, nn

from ..data.batches import Batch, Batches, Collection
from ..data.compiling import compile_settled
from ..data.tokens import load_tokenizer
from ..model.nano import VisionEncoder
from .checkpoint import load_weights, save_weights
from .prepare import CONFIG, TOKENIZER, load_config
from .trainee import Trainee
from .worker import articles_of

BATCH, QUESTIONS = 16, 8


def blend(first: dict[str, Tensor], second: dict[str, Tensor], share: float) -> dict[str, Tensor]:
    """`share` of the second and the rest of the first. Raises ValueError where their shapes differ."""
    shapes = [{name: value.shape for name, value in weights.items()} for weights in (first, second)]
    if shapes[0] != shapes[1]:
        raise ValueError("only weights of equal networks have others between them; these differ in their shapes")
    return {
        name: torch.lerp(value, second[name], share) if value.is_floating_point() else second[name]
        for name, value in first.items()
    }


@torch.no_grad()
def measure_statistics(vision: VisionEncoder, batches: Iterable[Batch]) -> None:
    """Batch normalisation's means and variances anew: those of a network between two are not between theirs."""
    norms = [module for module in vision.modules() if isinstance(module, nn.BatchNorm2d)]
    momenta = [norm.momentum for norm in norms]
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None  # a plain mean over the batches
    vision.train()
    for batch in batches:
        vision(batch.pixel_values, batch.intrinsics)
    vision.eval()
    for norm, momentum in zip(norms, momenta, strict=True):
        norm.momentum = momentum


def check_kin(first: Path, second: Path) -> None:
    """Raises ValueError where two folders differ in vocabulary or dimensions."""
    same_words = (first / TOKENIZER).read_bytes() == (second / TOKENIZER).read_bytes()
    if not same_words or load_config(first) != load_config(second):
        raise ValueError(f"{first} and {second} differ in vocabulary or dimensions: nothing lies between them")


def write_blend(first: Path, second: Path, share: float, compiled: Path, output: Path, batches: int) -> None:
    """Statistics are those of `batches` batches as in training, of compiled images."""
    check_kin(first, second)
    trainee = Trainee(load_config(second))
    trainee.load_state_dict(blend(load_weights(first), load_weights(second), share))
    articles = articles_of(load_tokenizer(second / TOKENIZER))
    drawn = iter(Batches(Collection(compiled), BATCH, QUESTIONS, 0, articles))
    measure_statistics(trainee.nano.vision, islice(drawn, batches))
    save_weights(output, trainee.state_dict())
    for name in (TOKENIZER, CONFIG):
        shutil.copyfile(second / name, output / name)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="spatial_training.train.blend", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("first", type=Path, metavar="A", help="folder of weights")
    parser.add_argument("second", type=Path, metavar="B", help="folder of weights that began with A's")
    parser.add_argument("--share", type=float, required=True, help="of B, 0 to 1")
    parser.add_argument("--data", type=Path, nargs="+", required=True, help="training stills for the statistics")
    parser.add_argument("--batches", type=int, default=48, help=f"of {BATCH} pictures, for the statistics")
    parser.add_argument("-o", "--output", type=Path, required=True, help="folder for the weights between")
    arguments = parser.parse_args()
    if not 0 <= arguments.share <= 1:
        raise SystemExit(f"--share must be between 0 and 1; got {arguments.share}")
    with TemporaryDirectory() as folder:
        compiled = Path(folder)
        tokenizer, config = load_tokenizer(arguments.second / TOKENIZER), load_config(arguments.second)
        compile_settled(arguments.data, compiled, tokenizer, config)
        write_blend(arguments.first, arguments.second, arguments.share, compiled, arguments.output, arguments.batches)


if __name__ == "__main__":
    main()
