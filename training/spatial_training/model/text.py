"""The text tower: a question becomes relation logits and one query per role."""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from .config import NanoConfig

ROLES = 2  # subject, object
MASKED = -1e4


class Attention(nn.Module):
    """Multi-head self-attention that ignores padding."""

    def __init__(self, channels: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.project = nn.Linear(channels, 3 * channels)
        self.out = nn.Linear(channels, channels)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """x [Q, L, C]; bias [Q, 1, 1, L] is 0 for tokens and very negative for padding."""
        query, key, value = (
            part.unflatten(-1, (self.heads, -1)).transpose(1, 2) for part in self.project(x).chunk(3, dim=-1)
        )
        scores = query @ key.transpose(-1, -2) / math.sqrt(query.shape[-1]) + bias
        mixed = torch.softmax(scores, dim=-1) @ value
        return self.out(mixed.transpose(1, 2).flatten(-2))


class Block(nn.Module):
    """Pre-norm transformer layer."""

    def __init__(self, channels: int, heads: int) -> None:
        super().__init__()
        self.before_attention = nn.LayerNorm(channels)
        self.attention = Attention(channels, heads)
        self.before_feed = nn.LayerNorm(channels)
        self.feed = nn.Sequential(nn.Linear(channels, 2 * channels), nn.ReLU(), nn.Linear(2 * channels, channels))

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        x = x + self.attention(self.before_attention(x), bias)
        return x + self.feed(self.before_feed(x))


class TextTower(nn.Module):
    """Token ids [Q, L] to relation logits [Q, R], queries [Q, 2, heat_channels] and name
    vectors [Q, 2, text_channels]. A role's words are found by attention over the tokens."""

    def __init__(self, config: NanoConfig) -> None:
        super().__init__()
        channels = config.text_channels
        self.words = nn.Embedding(config.vocabulary_size, channels)
        self.places = nn.Parameter(torch.randn(config.max_question_tokens, channels) * 0.02)
        self.blocks = nn.ModuleList(Block(channels, config.text_heads) for _ in range(config.text_layers))
        self.norm = nn.LayerNorm(channels)
        self.slots = nn.Linear(channels, 1 + ROLES)
        self.relation = nn.Linear(channels, len(config.relations))
        self.names = nn.ModuleList(
            nn.Sequential(nn.Linear(channels, channels), nn.ReLU(), nn.Linear(channels, channels)) for _ in range(ROLES)
        )
        self.query = nn.Linear(channels, config.heat_channels)
        nn.init.normal_(self.words.weight, std=0.3)

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        hidden_padding = (1.0 - mask.to(self.places.dtype)) * MASKED
        x = self.words(ids) + self.places[: ids.shape[1]]
        for block in self.blocks:
            x = block(x, hidden_padding[:, None, None, :])
        x = self.norm(x)
        weights = torch.softmax(self.slots(x) + hidden_padding[:, :, None], dim=1)
        pooled = weights.transpose(1, 2) @ x
        names = torch.stack([name(pooled[:, 1 + i]) for i, name in enumerate(self.names)], dim=1)
        return self.relation(pooled[:, 0]), self.query(functional.relu(names)), names
