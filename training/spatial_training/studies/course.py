"""Training by samples: a budget that a busy machine doesn't change, resumable to the very bit."""

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from ..train.checkpoint import CHECKPOINT, Clock, MeanWeights, load_checkpoint, save_checkpoint
from ..train.optimiser import Optimiser
from ..train.schedule import hinted_share, learning_rate
from ..train.worker import CLIPPED_NORM
from .catalogue import Variant
from .first_stage import DenseTasks
from .folder import TRAIN, StudyFolder
from .learners import Learner, make_learner
from .lessons import CHANCE, Lessons, state

SAVED_EVERY = 100  # steps
FIRST = {True: "first", False: "first-no-focal"}
FIRST_SEED = 1000  # the first stage sees its frames in an order of its own


@dataclass(frozen=True)
class Budget:
    """What a stage may use; a machine's speed isn't in it."""

    samples: int
    peak_rate: float


def first_stage(folder: StudyFolder, seed: int, focal: bool) -> dict[str, Tensor]:
    """The encoder's weights after the dense tasks alone; trained once per seed and camera."""
    variant = Variant(FIRST[focal], "", focal=focal)
    torch.manual_seed(seed)
    module = DenseTasks(folder.config)
    lessons = lessons_of(folder, variant, FIRST_SEED + seed, questions=1)
    budget = Budget(folder.settings.first_samples, folder.settings.first_peak_rate)
    train(module, lessons, folder, folder.run(variant.key, seed), budget)
    return module.pyramid.state_dict()


def second_stage(folder: StudyFolder, variant: Variant, seed: int) -> Learner:
    """The variant's network, trained; goes on where it was."""
    encoder = first_stage(folder, seed, variant.focal)
    torch.manual_seed(seed)
    learner = make_learner(folder.config, variant, folder.ordinary().answers)
    learner.pyramid.load_state_dict(encoder)
    lessons = lessons_of(folder, variant, seed, folder.settings.questions)
    budget = Budget(folder.settings.samples, folder.settings.peak_rate)
    train(learner, lessons, folder, folder.run(variant.key, seed), budget)
    return learner.eval()


def lessons_of(folder: StudyFolder, variant: Variant, seed: int, questions: int) -> Lessons:
    return Lessons(folder.collection(TRAIN), variant, folder.ordinary(), seed, folder.settings.batch, questions)


def train(module: nn.Module, lessons: Lessons, folder: StudyFolder, run: Path, budget: Budget) -> None:
    """Leaves the running mean of the weights in `module`, and the checkpoint in `run`."""
    settings, steps = folder.settings, max(1, round(budget.samples / folder.settings.batch))
    module.to(memory_format=torch.channels_last).train()
    optimiser, mean, clock = Optimiser(module), MeanWeights(module), Clock()
    if (run / CHECKPOINT).exists():
        clock = restore(run, module, mean, optimiser)
    run.mkdir(parents=True, exist_ok=True)
    set_precision(module, settings.precision)
    while clock.steps < steps:
        progress = clock.steps / steps
        step(module, lessons, optimiser, clock.steps, progress, learning_rate(budget.peak_rate, progress))
        clock = Clock(clock.steps + 1, clock.samples + settings.batch)
        mean.update(module, clock.steps)
        if clock.steps % SAVED_EVERY == 0 or clock.steps == steps:
            save_checkpoint(run, folder.config, module, mean, optimiser, clock)
    module.load_state_dict(mean.values)


def step(
    module: nn.Module, lessons: Lessons, optimiser: Optimiser, number: int, progress: float, rate: float
) -> None:
    torch.manual_seed(state(lessons.seed, CHANCE, number))
    if isinstance(module, Learner):
        module.trainee.hinted_share = hinted_share(progress, warm=False)
    optimiser.zero_grad()
    module(lessons.at(number)).backward()
    nn.utils.clip_grad_norm_(module.parameters(), CLIPPED_NORM)
    optimiser.step(rate)


def restore(run: Path, module: nn.Module, mean: MeanWeights, optimiser: Optimiser) -> Clock:
    saved = load_checkpoint(run)
    module.load_state_dict(saved["weights"])
    mean.values = saved["mean"]
    optimiser.load_state_dict(saved["optimiser"])
    return Clock(**saved["clock"])


def set_precision(module: nn.Module, precision: str) -> None:
    """Of convolutions and text; geometry is always fp32."""
    target = module.trainee if isinstance(module, Learner) else module
    target.halved = precision == "bf16"
