import { describe, expect, it } from "vitest";
import type { Frame, Observation } from "../../src/core/index.js";
import { observeTogether } from "../../src/pipeline/index.js";
import { frameAt } from "./fakes.js";

const query = { relation: "distance", subject: "gripper", object: "mug" } as const;
const fact = { ...query, source: "nano", confidence: 1, metres: 0.3 } as const;

/** The front camera never sees the mug, the side camera always does. */
const asking = () => {
  const asked: Frame[] = [];
  const look = observeTogether(async (frame): Promise<Observation> => {
    asked.push(frame);
    const { stamp, frameId, camera } = frame;
    return camera === "/side"
      ? { stamp, frameId, facts: [fact], unanswered: [] }
      : { stamp, frameId, facts: [], unanswered: [{ query, reason: "mug is not visible" }] };
  });
  return { asked, look };
};

const side = (seconds: number): Frame => ({ ...frameAt(seconds), camera: "/side" });
const front = (seconds: number, beside: Frame): Frame => ({
  ...frameAt(seconds),
  others: [{ camera: "side", frame: beside }],
});

describe("observing frames of several cameras", () => {
  it("asks about all, and gives what each told", async () => {
    const { look } = asking();
    const beside = side(0.9);
    const { facts, unanswered, others } = await look(front(1, beside));
    expect(facts).toEqual([{ ...fact, source: "camera:side" }]);
    expect(unanswered).toEqual([]);
    expect(others).toEqual([
      {
        camera: "side",
        observation: { stamp: beside.stamp, frameId: "optical", facts: [fact], unanswered: [] },
      },
    ]);
  });

  it("asks about a frame that goes with several only once", async () => {
    const { look, asked } = asking();
    const [one, two] = [side(1), side(2)];
    const seen = await Promise.all(
      [front(1, one), front(1.5, one), front(2, two)].map((f) => look(f)),
    );
    expect(asked.filter(({ camera }) => camera === "/side")).toEqual([one, two]);
    expect(seen.map(({ facts }) => facts.length)).toEqual([1, 1, 1]);
  });

  it("is as it was for a camera alone", async () => {
    const { look } = asking();
    expect(await look(frameAt(1))).not.toHaveProperty("others");
  });
});
