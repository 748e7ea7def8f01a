import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CdrWriter } from "@foxglove/cdr";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMcap, openBag } from "../../src/bag/index.js";
import { readSignal, requireSignal } from "../../src/label/signal.js";
import { encodeBool, encoderFor, interfaceDefinition } from "../../src/messages/index.js";
import type { SignalCue } from "../../src/reward/index.js";

const ms = 1_000_000n;
const definition = "bool data";
const width = { type: "lab_msgs/msg/Width", definition: "float64 left\nfloat64 right\n" };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "signal-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Booleans at these milliseconds on /holding, and a lab's own message on /width. */
const recording = async (name: string, says: readonly (readonly [number, boolean])[]) => {
  const path = join(folder, `${name}.mcap`);
  const file = await createMcap(path, {
    topics: [
      { name: "/holding", type: "std_msgs/msg/Bool", definition },
      { name: "/width", ...width },
      { name: "/empty", type: "std_msgs/msg/Bool", definition },
    ],
  });
  for (const [at, value] of says) {
    const logTime = BigInt(at) * ms;
    await file.write({ topic: "/holding", logTime, data: encodeBool(value) });
    const w = new CdrWriter();
    w.float64(value ? 0.02 : 0);
    w.float64(0.5);
    const { data } = w;
    await file.write({ topic: "/width", logTime, data });
  }
  await file.close();
  return openBag(path);
};

interface Joints {
  readonly recorded: number;
  readonly stamp: number;
  readonly names: readonly string[];
  readonly position: number;
}

const jointState = "sensor_msgs/JointState";

/** Joints that an arm and its gripper tell on one topic, milliseconds of recording and stamp. */
const joints = async (name: string, all: readonly Joints[]) => {
  const path = join(folder, `${name}.mcap`);
  const type = "sensor_msgs/msg/JointState";
  const definition = interfaceDefinition(jointState);
  const file = await createMcap(path, { topics: [{ name: "/joints", type, definition }] });
  const encode = encoderFor(jointState);
  for (const { recorded, stamp, names, position } of all) {
    const time = { sec: Math.floor(stamp / 1000), nanosec: (stamp % 1000) * 1e6 };
    const header = { stamp: time, frame_id: "" };
    const data = encode({ header, name: names, position: names.map(() => position) });
    await file.write({ topic: "/joints", logTime: BigInt(recorded) * ms, data });
  }
  await file.close();
  return openBag(path);
};

const finger = { topic: "/joints", path: "position.finger", above: 0.5, stale: 0.5 };

const cue = (topic: string, bounds: Partial<SignalCue> = {}): SignalCue => ({
  topic,
  path: "",
  stale: 0.5,
  ...bounds,
});

describe("a recorded signal", () => {
  it("says at a time what its newest message said, while that is not stale", async () => {
    const bag = await recording("plain", [
      [1000, false],
      [1100, true],
      [1200, true],
      [1900, false],
    ]);
    const at = await readSignal(bag, cue("/holding"));
    const said = [999, 1000, 1099, 1100, 1250, 1700, 1701, 1899, 1900, 2400, 2401];
    expect(said.map((time) => at(BigInt(time) * ms, BigInt(time) * ms))).toEqual([
      undefined,
      "no",
      "no",
      "yes",
      "yes",
      "yes",
      undefined,
      undefined,
      "no",
      "no",
      undefined,
    ]);
    await bag.close();
  });

  it("is not yet known from a later message of the same word after a silence", async () => {
    const bag = await recording("silence", [
      [1000, true],
      [3000, true],
    ]);
    const at = await readSignal(bag, cue("/holding"));
    expect(
      [1400, 2000, 2999, 3000].map((time) => at(BigInt(time) * ms, BigInt(time) * ms)),
    ).toEqual(["yes", undefined, undefined, "yes"]);
    await bag.close();
  });

  it("is read from a field of any message by its own definition", async () => {
    const bag = await recording("field", [
      [1000, true],
      [1100, false],
    ]);
    const at = await readSignal(bag, cue("/width", { path: "left", above: 0.01 }));
    expect([1050n, 1150n].map((time) => at(time * ms, time * ms))).toEqual(["yes", "no"]);
    await bag.close();
  });

  it("is refused where it is no topic, no single number, or has no messages", async () => {
    const bag = await recording("refused", [[1000, true]]);
    await expect(requireSignal(bag, cue("/nothing"))).rejects.toMatchObject({
      code: "task.signal",
      message: expect.stringContaining("has no topic /nothing; it has /empty, /holding, /width"),
    });
    await expect(requireSignal(bag, cue("/width"))).rejects.toThrow(
      "signal /width: must be one number, true or false; it is 2: name one of left, right",
    );
    await expect(requireSignal(bag, cue("/width", { path: "middle" }))).rejects.toThrow(
      "signal /width.middle: must be one number, true or false; it is 0: name one of left, right",
    );
    await expect(requireSignal(bag, cue("/empty"))).rejects.toThrow("has no messages of it");
    await expect(requireSignal(bag, undefined)).resolves.toBeUndefined();
    await bag.close();
  });

  it("is told by one of several that publish on its topic", async () => {
    const arm = (at: number) => ({ recorded: at, stamp: at, names: ["elbow"], position: 0 });
    const hand = (at: number) => ({ recorded: at, stamp: at, names: ["finger"], position: 1 });
    const bag = await joints("two", [arm(1000), hand(1010), arm(1020), hand(1030)]);
    await requireSignal(bag, finger);
    const at = await readSignal(bag, finger);
    expect(at(1025n * ms, 1025n * ms)).toBe("yes");
    await expect(requireSignal(bag, { ...finger, path: "position.thumb" })).rejects.toThrow(
      "it is 0: name one of position.elbow, position.finger",
    );
    await bag.close();
  });

  it("of a simulation that is begun again is not what it said at the same time before", async () => {
    const at = (recorded: number, stamp: number, position: number) => ({
      recorded,
      stamp,
      names: ["finger"],
      position,
    });
    const bag = await joints("again", [
      at(50_000, 3000, 0),
      at(53_000, 6000, 1),
      at(54_000, 500, 0),
      at(59_500, 6000, 0),
    ]);
    const says = await readSignal(bag, finger);
    const said = [
      [52_990, 6000],
      [53_100, 6100],
      [54_050, 550],
      [59_600, 6100],
    ].map(([recorded = 0, stamp = 0]) => says(BigInt(stamp) * ms, BigInt(recorded) * ms));
    expect(said).toEqual(["yes", "yes", "no", "no"]);
    // Recorded before the signal's first message.
    expect(says(3000n * ms, 49_990n * ms)).toBe("no");
    await bag.close();
  });
});
