"""Simulated time keeps up with the clock: pictures are left out, never late."""

from spatial_training.publish.pace import Pace


class Clock:
    def __init__(self) -> None:
        self.time = 100.0

    def __call__(self) -> float:
        return self.time


def test_a_fast_renderer_draws_every_picture() -> None:
    clock = Clock()
    pace = Pace(2.0, 10.0, clock)
    number, drawn = -1, []
    while (number := pace.next_picture(number)) < 20:
        clock.time += pace.wait_for(number) + 0.02
        drawn.append(number)
    assert drawn == list(range(20))


def test_a_slow_renderer_leaves_pictures_out() -> None:
    clock = Clock()
    pace = Pace(2.0, 10.0, clock)
    number, drawn = -1, []
    while (number := pace.next_picture(number)) < 20:
        clock.time += pace.wait_for(number) + 0.37
        drawn.append(number)
    assert drawn == [0, 3, 7, 11, 14, 18]


def test_time_ends_with_the_round_and_begins_again() -> None:
    clock = Clock()
    pace = Pace(2.0, 10.0, clock)
    clock.time += 5
    assert pace.time == 2.0
    pace.restart()
    assert pace.time == 0.0
