"""One training process. Several share the work: each steps by itself, and every few steps they
average their weights, which costs less waiting than averaging gradients on busy cores."""

import json
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.distributed as distributed
from tokenizers import Tokenizer

from ..data.batches import Batches, Collection
from ..data.compiling import orphaned
from ..data.tokens import load_tokenizer
from .checkpoint import CHECKPOINT, WEIGHTS, Clock, MeanWeights, load_checkpoint, load_weights, save_checkpoint
from .judge import judge
from .optimiser import Optimiser
from .prepare import TOKENIZER, grow, load_config
from .schedule import hinted_share, learning_rate
from .trainee import Trainee

ARTICLES = ("the", "a", "an")
HISTORY = "history.jsonl"
CLIPPED_NORM = 5.0
REFRESH_STEPS = 48
MEETING_STEPS = 8
JUDGED_BATCHES = 8


@dataclass(frozen=True)
class Plan:
    """The settings of a run; `minutes` counts all its sittings."""

    run: Path
    minutes: float
    seed: int
    processes: int
    batch: int
    questions: int
    peak_rate: float
    precision: str
    checkpoint_minutes: float
    judge_minutes: float


class Worker:
    """Rank 0 keeps the clock, judges and saves; all ranks step together."""

    def __init__(self, rank: int, plan: Plan) -> None:
        self.rank, self.plan = rank, plan
        torch.manual_seed(plan.seed)
        self.config = load_config(plan.run)
        self.trainee = Trainee(self.config).to(memory_format=torch.channels_last)
        self.warm = (plan.run / WEIGHTS).exists()
        if self.warm:
            grow(self.trainee, load_weights(plan.run))
        self.trainee.halved = plan.precision == "bf16"
        self.optimiser = Optimiser(self.trainee)
        self.mean = MeanWeights(self.trainee)
        self.clock = Clock()
        if (plan.run / CHECKPOINT).exists():
            self.resume()
        tokenizer = load_tokenizer(plan.run / TOKENIZER)
        self.data = Collection(plan.run / "compiled" / "train")
        seed = hash((plan.seed, rank, self.clock.steps)) % 2**32
        self.batches = iter(Batches(self.data, plan.batch, plan.questions, seed, articles_of(tokenizer)))
        self.sums: dict[str, float] = {}
        self.summed = 0

    def resume(self) -> None:
        saved = load_checkpoint(self.plan.run)
        self.trainee.load_state_dict(saved["weights"])
        self.mean.values = saved["mean"]
        self.optimiser.load_state_dict(saved["optimiser"])
        self.clock = Clock(**saved["clock"])

    def train(self) -> None:
        began, before = time.monotonic(), self.clock.seconds
        next_save = before + 60 * self.plan.checkpoint_minutes
        next_judgement = before + 60 * self.plan.judge_minutes
        progress = self.meet()
        while progress < 1:
            if orphaned():
                raise SystemExit("the process that started this one has died")
            for _ in range(MEETING_STEPS):
                self.step(progress)
            self.clock.seconds = before + time.monotonic() - began
            progress = self.meet()
            if self.rank == 0 and self.clock.seconds >= next_judgement:
                next_judgement += 60 * self.plan.judge_minutes
                self.report()
            if self.rank == 0 and self.clock.seconds >= next_save:
                next_save += 60 * self.plan.checkpoint_minutes
                self.save()
        if self.rank == 0:
            self.report()
            self.save()

    @torch.no_grad()
    def meet(self) -> float:
        """Averages weights and buffers over the ranks. Returns rank 0's progress, 0..1."""
        progress = torch.tensor([self.clock.seconds / (60 * self.plan.minutes)])
        if self.plan.processes > 1:
            distributed.broadcast(progress, src=0)
            shared = [v for v in self.trainee.state_dict().values() if v.is_floating_point()]
            together = torch.cat([value.flatten() for value in shared])
            distributed.all_reduce(together)
            together /= self.plan.processes
            for value, mean in zip(shared, together.split([v.numel() for v in shared]), strict=True):
                value.copy_(mean.view_as(value))
        if self.rank == 0:
            self.mean.update(self.trainee, self.clock.steps)
        return float(progress)

    def step(self, progress: float) -> None:
        if self.clock.steps % REFRESH_STEPS == 0:
            self.data.refresh()
        self.trainee.hinted_share = hinted_share(progress, self.warm)
        losses = self.trainee(next(self.batches))
        self.optimiser.zero_grad()
        losses["total"].backward()
        torch.nn.utils.clip_grad_norm_(self.trainee.parameters(), CLIPPED_NORM)
        self.optimiser.step(learning_rate(self.plan.peak_rate, progress))
        self.clock.steps += 1
        self.clock.samples += self.plan.batch * self.plan.processes
        if self.rank == 0:
            self.note(losses)

    def note(self, losses: dict[str, torch.Tensor]) -> None:
        for name, value in losses.items():
            self.sums[name] = self.sums.get(name, 0.0) + float(value.detach())
        self.summed += 1

    def report(self) -> None:
        """Appends a line to RUN/history.jsonl and prints it."""
        held_out = Collection(self.plan.run / "compiled" / "validation")
        entry = {
            **vars(self.clock),
            "frames": len(self.data),
            "losses": {name: value / max(1, self.summed) for name, value in self.sums.items()},
        }
        if len(held_out):
            mean = Trainee(self.config).to(memory_format=torch.channels_last)
            mean.load_state_dict(self.mean.values)
            batches = Batches(held_out, 16, self.plan.questions, self.plan.seed)
            entry["validation"] = judge(mean, iter(batches), JUDGED_BATCHES)
        self.sums, self.summed = {}, 0
        with (self.plan.run / HISTORY).open("a", encoding="utf-8") as history:
            history.write(json.dumps(entry) + "\n")
        print(summary(entry), flush=True)

    def save(self) -> None:
        save_checkpoint(self.plan.run, self.config, self.trainee, self.mean, self.optimiser, self.clock)


def articles_of(tokenizer: Tokenizer) -> np.ndarray:
    """Token ids of the articles that a vocabulary knows."""
    ids = np.array([tokenizer.token_to_id(word) or 0 for word in ARTICLES])
    return ids[ids > 1]


def summary(entry: dict) -> str:
    losses = " ".join(f"{name} {value:.3f}" for name, value in entry["losses"].items())
    held_out = " ".join(f"{name} {value:.3f}" for name, value in entry.get("validation", {}).items())
    clock = f"{entry['seconds'] / 60:.1f} min, {entry['samples']} samples of {entry['frames']} frames"
    return f"{clock}\n  train: {losses}\n  held out: {held_out}"


def work(rank: int, plan: Plan, meeting: str) -> None:
    """Entry of a process; `meeting` is a file that the ranks find each other by."""
    torch.set_num_threads(1)
    if plan.processes > 1:
        distributed.init_process_group("gloo", init_method=f"file://{meeting}", rank=rank, world_size=plan.processes)
    try:
        Worker(rank, plan).train()
    finally:
        if plan.processes > 1:
            distributed.destroy_process_group()
