"""Ordinary questions, with no space in them: what is it, what colour, how many.

They are made from a shard's classes. One is asked only where its answer is certain: the thing that
a colour or a kind names is the only one in sight, and nothing of it is half hidden.
"""

from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

from ..data.sample import SEEN, UNSEEN
from ..data.shard import Shard
from ..data.tokens import encode
from ..model import NanoConfig

KINDS = ("what", "colour", "many")
WORDINGS = {
    "what": ("What is the {} thing?", "What kind of thing is the {} object?"),
    "colour": ("What colour is the {}?", "Which colour does the {} have?"),
    "many": ("How many {} things are there?", "How many objects are {}?"),
}
MOST_COUNTED = 4  # and more
COUNTED_ABSENT_SHARE = 0.3
Ask = tuple[int, int, int]  # kind, class it names, answer


@dataclass
class Questions:
    """Of B images, K each."""

    tokens: np.ndarray  # [B, K, L]
    kind: np.ndarray  # [B, K] index into KINDS
    answer: np.ndarray  # [B, K] class: shapes, then colours, then counts


class Ordinary:
    """Asks about rows of shards; all wordings are in tokens once."""

    def __init__(self, tokenizer: Tokenizer, config: NanoConfig) -> None:
        self.colours, self.shapes = len(config.colours), len(config.shapes)
        named = {"what": config.colours, "colour": config.shapes, "many": config.colours}
        self.tokens = [
            np.stack([encode(tokenizer, [w.format(n) for n in named[kind]], config.max_question_tokens)
                      for w in WORDINGS[kind]])
            for kind in KINDS
        ]  # fmt: skip

    @property
    def answers(self) -> int:
        return self.shapes + self.colours + MOST_COUNTED + 1

    def ask(self, places: list[tuple[Shard, int]], count: int, random: np.random.Generator) -> Questions:
        """`count` questions about each (shard, row), kinds in turn where there are any of them."""
        chosen = [self.choose(shard, row, count, random) for shard, row in places]
        asked = np.array(chosen).reshape(len(places), count, 3)
        wording = random.integers(0, len(WORDINGS["what"]), asked.shape[:2])
        tokens = [[self.tokens[kind][w, named] for (kind, named, _), w in zip(*each, strict=True)]
                  for each in zip(asked, wording, strict=True)]  # fmt: skip
        return Questions(np.array(tokens), asked[..., 0], asked[..., 2])

    def choose(self, shard: Shard, row: int, count: int, random: np.random.Generator) -> list[Ask]:
        things = slice(*shard.thing_offsets[row : row + 2])
        colour, shape, visible = shard.colour[things], shard.shape[things], shard.visible[things]
        kinds = [
            self.unique(0, colour, shape, visible, 0),
            self.unique(1, shape, colour, visible, self.shapes),
            self.counts(colour, visible, random),
        ]
        kinds = [random.permutation(kind) for kind in kinds if kind]
        return [tuple(kinds[i % len(kinds)][i // len(kinds) % len(kinds[i % len(kinds)])]) for i in range(count)]

    def unique(self, kind: int, by: np.ndarray, wanted: np.ndarray, visible: np.ndarray, first: int) -> list[Ask]:
        """Questions that name the only thing of a class of `by` and want its class of `wanted`."""
        there = (visible > UNSEEN) & (by >= 0)
        return [
            (kind, int(by[i]), first + int(wanted[i]))
            for i in np.flatnonzero(there & (visible >= SEEN) & (wanted >= 0))
            if (by[there] == by[i]).sum() == 1
        ]

    def counts(self, colour: np.ndarray, visible: np.ndarray, random: np.random.Generator) -> list[Ask]:
        """How many of each colour in sight, and now and then of one that isn't."""
        first = self.shapes + self.colours
        doubtful = set(colour[(visible > UNSEEN) & (visible < SEEN)])
        there = colour[(visible >= SEEN) & (colour >= 0)]
        counted = [int(c) for c in np.unique(there) if c not in doubtful]
        asked = [(2, c, first + min(MOST_COUNTED, int((there == c).sum()))) for c in counted]
        missing = [c for c in range(self.colours) if c not in doubtful and c not in there]
        if missing and (not asked or random.random() < COUNTED_ABSENT_SHARE):
            return [(2, int(random.choice(missing)), first)]
        return asked


def all_words() -> str:
    """Every wording without its names, for the vocabulary."""
    return "\n".join(w.format("") for wordings in WORDINGS.values() for w in wordings)
