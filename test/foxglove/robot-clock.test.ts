import { expect, it } from "vitest";
import { createRobotClock } from "../../src/foxglove/robot-clock.js";

const second = 1_000_000_000n;

/** What is heard and when, and what time it is then: in seconds. */
it.each([
  ["is what the server last said", [[0, 100]], 0, 100],
  ["goes on in between", [[0, 100]], 0.5, 100.5],
  ["stands still where the server is silent: a simulation may be paused", [[0, 100]], 60, 101],
  [
    "does not go back for words that come late",
    [
      [0, 100],
      [0.5, 100.2],
    ],
    0.5,
    100.5,
  ],
  [
    "goes back where it was set",
    [
      [0, 100],
      [0.5, 20],
    ],
    0.5,
    20,
  ],
  [
    "goes ahead where it was set",
    [
      [0, 100],
      [0.5, 900],
    ],
    0.75,
    900.25,
  ],
] as const)("the robot's time %s", (_, heard, at, expected) => {
  let now = 0;
  const clock = createRobotClock(() => now);
  for (const [when, said] of heard) {
    now = when;
    clock.now();
    clock.heard(BigInt(Math.round(said * 1e9)));
  }
  now = at;
  expect(Number(clock.now()) / Number(second)).toBeCloseTo(expected, 6);
});
