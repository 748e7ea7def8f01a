import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Association, createAssociation } from "../../src/scene/index.js";
import { at, ms } from "./messages.js";

interface Taken {
  readonly camera: "front" | "side";
  readonly stamp: bigint;
  readonly logTime: bigint;
}

/** Milliseconds; logged when taken, unless told otherwise. */
const front = (t: number, logged = t): Taken => ({
  camera: "front",
  stamp: at(t),
  logTime: at(logged),
});
const side = (t: number, logged = t): Taken => ({
  camera: "side",
  stamp: at(t),
  logTime: at(logged),
});

const rig = (gone: Taken[] = [], expects = true) =>
  createAssociation<Taken>({
    others: ["side"],
    within: () => 0.5,
    expects: () => expects,
    onGone: (frame) => gone.push(frame),
  });

/** Which side frame goes with which front frame, in milliseconds. */
const pairs = (association: Association<Taken>, frames: readonly Taken[]): string[] =>
  [
    ...frames.flatMap((frame) =>
      frame.camera === "front" ? association.pacing(frame) : association.other("side", frame),
    ),
    ...association.end(),
  ].map(({ frame, others }) => {
    const [other] = others;
    const text = (stamp: bigint) => Number((stamp - at(0)) / ms(1));
    return `${text(frame.stamp)}:${other ? text(other.frame.stamp) : "-"}`;
  });

describe("the frame of another camera that goes with one of the pacing camera", () => {
  it.each([
    ["of the same stamp", [front(100), side(100)], ["100:100"]],
    ["the nearest before it", [side(20), side(60), front(100), side(140)], ["100:60"]],
    ["one that was taken up to 20 ms after it", [side(60), front(100), side(115)], ["100:115"]],
    ["not one that is later, however near", [side(60), front(100), side(125)], ["100:60"]],
    ["the earlier of two as near", [side(90), front(100), side(110)], ["100:90"]],
    ["none, where the bound is passed", [side(0), front(501), side(601)], ["501:-"]],
    [
      "the same again, of a slower camera",
      [side(0), front(50), front(90), side(200)],
      ["50:0", "90:0"],
    ],
    ["whatever was logged first", [front(100, 100), side(80, 150), side(180)], ["100:80"]],
    [
      "none while it has not begun",
      [front(0), front(33), side(66), front(66)],
      ["0:-", "33:-", "66:66"],
    ],
  ] as const)("is %s", (_, frames, expected) => {
    expect(pairs(rig(), frames)).toEqual(expected);
  });

  it("is found anew when both clocks were set back", () => {
    const before = [side(9000), front(9000)];
    const after = [side(0, 9033), front(10, 9043), side(33, 9066)];
    expect(pairs(rig(), [...before, ...after])).toEqual(["9000:9000", "10:0"]);
  });
});

describe("how long a frame waits for another camera", () => {
  const waits = (frames: readonly Taken[], expects = true): number | undefined => {
    const association = rig([], expects);
    for (const frame of frames)
      frame.camera === "front" ? association.pacing(frame) : association.other("side", frame);
    const due = association.due();
    return due === undefined ? undefined : Number((due - at(0)) / ms(1));
  };

  it.each([
    ["a second before the camera has sent anything", [front(100)], 1100],
    ["0.1 s later", [side(33), side(66), front(100)], 200],
    ["not at all once it has gone past", [side(66), front(99), side(100)], undefined],
    ["not at all where the next is not due yet", [side(0), side(33), front(45)], undefined],
    [
      "not at all where a slow camera's next is not due yet",
      [side(0), side(200), front(300)],
      undefined,
    ],
  ] as const)("%s", (_, frames, expected) => {
    expect(waits(frames)).toBe(expected);
  });

  it("not at all where nobody publishes it", () => {
    expect(waits([front(100)], false)).toBeUndefined();
  });

  it("not again for a camera that fell silent, until it is heard", () => {
    const silent = [side(0), side(33), front(210), front(250), front(400)];
    expect(waits(silent)).toBeUndefined();
    expect(waits([...silent, side(405), front(440)])).toBe(540);
  });
});

describe("the same frames, recorded and over a network that jitters", () => {
  const plans = fc.record({
    period: fc.integer({ min: 15, max: 400 }),
    phase: fc.integer({ min: 0, max: 250 }),
    /** Of the stamps, in shares of the period. */
    jitter: fc.array(fc.double({ min: -0.06, max: 0.06, noNaN: true }), { minLength: 1 }),
    delays: fc.array(fc.integer({ min: 0, max: 70 }), { minLength: 1, maxLength: 20 }),
  });

  it("go together in the same way, each front frame once and in order", () => {
    fc.assert(
      fc.property(plans, ({ period, phase, jitter, delays }) => {
        const count = Math.ceil(2000 / period);
        const sides = Array.from({ length: count }, (_, n) =>
          side(Math.round(phase + period * (n + (jitter[n % jitter.length] ?? 0)))),
        );
        const fronts = Array.from({ length: 60 }, (_, n) => front(300 + 33 * n));
        const late = (frames: readonly Taken[], from: number): Taken[] => {
          let last = at(0);
          return frames.map((frame, n) => {
            const due = frame.logTime + ms(delays[(from + n) % delays.length] ?? 0);
            last = due > last ? due : last;
            return { ...frame, logTime: last };
          });
        };
        const inOrder = (frames: readonly Taken[]) =>
          [...frames].sort((a, b) => Number(a.logTime - b.logTime));
        const recorded = pairs(rig(), inOrder([...fronts, ...sides]));
        expect(recorded).toHaveLength(fronts.length);
        expect(pairs(rig(), inOrder([...late(fronts, 0), ...late(sides, 7)]))).toEqual(recorded);
      }),
    );
  });
});

describe("what is told of other cameras", () => {
  const told = (frames: readonly Taken[]): readonly string[] => {
    const association = rig();
    pairs(association, frames);
    return association.reasons().map(({ count, what }) => `${count}: ${what}`);
  };

  it("is how many frames had none near", () => {
    expect(told([side(0), front(0), front(600), front(700)])).toEqual([
      "2: camera side: no frame of it within 0.5 s",
    ]);
  });

  it("is that its clock differs, where it came at the same time", () => {
    const apart = [0, 33, 66].flatMap((t) => [side(t - 10_000, t), front(t)]);
    expect(told(apart)).toEqual([
      "3: camera side: its clock is 10.0 s behind the pacing camera's; its frames are not used",
    ]);
  });

  it("is each frame that goes with no further one, once", () => {
    const gone: Taken[] = [];
    pairs(rig(gone), [...[0, 10, 20, 30].map((t) => side(t)), front(21), side(40), front(41)]);
    expect(gone.map(({ stamp }) => stamp)).toEqual([0, 10, 20, 30].map((t) => at(t)));
  });

  it("stays bounded where nothing paces", () => {
    const gone: Taken[] = [];
    pairs(
      rig(gone),
      Array.from({ length: 100 }, (_, n) => side(10 * n)),
    );
    expect(gone).toHaveLength(68);
  });
});
