"""Tabletop manipulation scenes rendered with MuJoCo, with exact truth for every frame."""

import os

# Before MuJoCo is imported anywhere: render off screen, one thread per process (the shards are the parallelism).
os.environ.setdefault("MUJOCO_GL", "egl")
os.environ.setdefault("LP_NUM_THREADS", "0")
