import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from spatial_training.data.compiling import orphaned

STARTER = """
import multiprocessing, time
from tests.model.test_compiling import wait_while_cared_for
if __name__ == "__main__":
    child = multiprocessing.get_context("spawn").Process(target=wait_while_cared_for)
    child.start()
    print(child.pid, flush=True)
    child.join()
"""


def wait_while_cared_for() -> None:
    while not orphaned():
        time.sleep(0.05)


def gone(pid: int) -> bool:
    """Whether a process has ended, reaped or not."""
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rsplit(")", 1)[1].split()[0] == "Z"


def test_a_process_notices_that_the_one_that_started_it_was_killed(tmp_path: Path):
    script = tmp_path / "starter.py"
    script.write_text(STARTER)
    folder = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(folder)}
    ) as starter:
        assert starter.stdout is not None
        child = int(starter.stdout.readline())
        assert not gone(child)
        starter.send_signal(signal.SIGKILL)
        starter.wait()
        end = time.monotonic() + 60
        while not gone(child) and time.monotonic() < end:
            time.sleep(0.1)
        assert gone(child)


def test_a_process_that_nobody_started_is_no_orphan():
    assert multiprocessing.parent_process() is None
    assert not orphaned()
