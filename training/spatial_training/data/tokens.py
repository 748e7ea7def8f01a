"""The tokenizer: whole words, lower case. Files are Hugging Face tokenizers' `tokenizer.json`."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

PADDING, UNKNOWN = "[PAD]", "[UNK]"
PADDING_ID, UNKNOWN_ID = 0, 1


def build_tokenizer(texts: Iterable[str]) -> Tokenizer:
    """A WordLevel tokenizer that knows every word of `texts`, commonest first."""
    splitter = Tokenizer(models.WordLevel({PADDING: PADDING_ID, UNKNOWN: UNKNOWN_ID}, UNKNOWN))
    configure(splitter)
    counts: Counter[str] = Counter()
    for text in texts:
        normal = splitter.normalizer.normalize_str(text)
        counts.update(word for word, _ in splitter.pre_tokenizer.pre_tokenize_str(normal))
    words = sorted(counts, key=lambda word: (-counts[word], word))
    vocabulary = {word: i for i, word in enumerate((PADDING, UNKNOWN, *words))}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, UNKNOWN))
    configure(tokenizer)
    return tokenizer


def configure(tokenizer: Tokenizer) -> None:
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()


def load_tokenizer(path: Path) -> Tokenizer:
    """Raises FileNotFoundError where there is none."""
    if not path.exists():
        raise FileNotFoundError(f"no tokenizer at {path}")
    return Tokenizer.from_file(str(path))


def encode(tokenizer: Tokenizer, texts: list[str], length: int) -> np.ndarray:
    """Token ids [len(texts), length], cut or padded with 0, uint16."""
    ids = np.full((len(texts), length), PADDING_ID, dtype=np.uint16)
    for row, encoding in zip(ids, tokenizer.encode_batch_fast(texts), strict=True):
        tokens = encoding.ids[:length]
        row[: len(tokens)] = tokens
    return ids
