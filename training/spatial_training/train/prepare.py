"""What a run fixes at its start: the vocabulary, the classes and the network's dimensions."""

import json
import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from torch import Tensor, nn

from ..data.records import find_shards, phrases, read_records
from ..data.tokens import build_tokenizer
from ..model import NanoConfig
from .checkpoint import WEIGHTS

CONFIG = "nano.json"
TOKENIZER = "tokenizer.json"
RAREST_CLASS = 5


def prepare_run(run: Path, data: list[Path], extra_words: Path | None) -> NanoConfig:
    """Writes RUN/tokenizer.json and RUN/nano.json from the data seen so far.

    `extra_words` is a text file of further phrases to know. Raises ValueError without data.
    """
    records = [record for shard in find_shards(data) for record in read_records(shard)]
    if not records:
        raise ValueError(f"no data.jsonl with images below {', '.join(map(str, data))}")
    texts = [text for record in records for text in record_texts(record)]
    if extra_words is not None:
        texts += extra_words.read_text(encoding="utf-8").splitlines()
    tokenizer = build_tokenizer(texts)
    config = NanoConfig(
        vocabulary_size=tokenizer.get_vocab_size(),
        colours=attribute_values(records, "colour"),
        shapes=attribute_values(records, "shape"),
    )
    run.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(run / TOKENIZER))
    write_config(run, config)
    return config


def prepare_warm(run: Path, start: Path) -> None:
    """A run that begins with the weights and the vocabulary in `start`, and its dimensions but for two:
    the canvas is the default one, and stages get as many residual blocks as by default, where that is more.

    Raises FileNotFoundError where one of the files is missing.
    """
    run.mkdir(parents=True, exist_ok=True)
    for name in (WEIGHTS, TOKENIZER):
        shutil.copyfile(start / name, run / name)
    known = load_config(start)
    blocks = tuple(map(max, known.stage_blocks, NanoConfig.stage_blocks))
    write_config(run, replace(known, stage_blocks=blocks, width=NanoConfig.width, height=NanoConfig.height))


def grow(module: nn.Module, weights: dict[str, Tensor]) -> None:
    """Loads `weights` into a module that may have more residual blocks, which begin as the identity, and a
    body head, which begins by saying nothing.

    Raises ValueError where anything else is missing or left over.
    """
    missing, left = module.load_state_dict(weights, strict=False)
    other = [name for name in missing if not (".stages." in name and ".blocks." in name or ".body." in name)]
    if other or left:
        raise ValueError(f"these weights are of another network: missing {other}, left over {left}")


def write_config(run: Path, config: NanoConfig) -> None:
    (run / CONFIG).write_text(json.dumps(config.to_json(), indent=2) + "\n", encoding="utf-8")


def load_config(run: Path) -> NanoConfig:
    return NanoConfig.from_json(json.loads((run / CONFIG).read_text(encoding="utf-8")))


def record_texts(record: dict) -> Iterable[str]:
    yield from (phrase for phrase, _ in phrases(record))
    yield from (question["question"] for question in record.get("questions") or ())


def attribute_values(records: list[dict], attribute: str) -> tuple[str, ...]:
    """The attribute's values that are common enough to learn, sorted."""
    counts = Counter(
        value
        for record in records
        for thing in record["things"]
        if isinstance(value := thing.get("attributes", {}).get(attribute), str)
    )
    return tuple(sorted(value for value, count in counts.items() if count >= RAREST_CLASS))
