import { describe, expect, it } from "vitest";
import type { BagMessage } from "../../src/bag/index.js";
import type { LengthFact, SpatialFact } from "../../src/core/index.js";
import { createTruthCursor, truthOf } from "../../src/label/truth.js";
import { encodeFacts } from "../../src/messages/index.js";
import type { Need } from "../../src/reward/index.js";

const need = (key: string, relation: "distance" | "on", subject: string, object: string): Need => ({
  key,
  query: { relation, subject, object },
  subject,
  object,
});

const distance = (subject: string, object: string, metres: number): LengthFact => ({
  relation: "distance",
  subject,
  object,
  source: "ground_truth",
  confidence: 1,
  metres,
});

const reach = need("distance(gripper,mug)", "distance", "gripper", "red mug");

describe("what facts say of a task's needs", () => {
  it("takes a distance either way round and in any case", () => {
    const truth = truthOf([distance("Red Mug", "gripper", 0.3)], [reach]);
    expect(truth.get(reach.key)).toEqual({ kind: "length", raw: 0.3, filtered: 0.3, stddev: 0 });
  });

  it("takes a direction as it stands only: a on b is not b on a", () => {
    const on: SpatialFact = {
      relation: "on",
      subject: "mug",
      object: "plate",
      source: "ground_truth",
      confidence: 1,
      probability: 1,
    };
    const needs = [
      need("on(mug,plate)", "on", "mug", "plate"),
      need("on(plate,mug)", "on", "plate", "mug"),
    ];
    expect([...truthOf([on], needs).keys()]).toEqual(["on(mug,plate)"]);
  });

  it("leaves out what facts are silent about", () => {
    expect(truthOf([distance("gripper", "bowl", 1)], [reach]).size).toBe(0);
  });
});

const second = 1_000_000_000n;

async function* recorded(
  facts: readonly (readonly [stamp: bigint, logTime: bigint, metres: number])[],
  read: bigint[] = [],
): AsyncGenerator<BagMessage> {
  for (const [stamp, logTime, metres] of facts) {
    read.push(logTime);
    const data = encodeFacts({
      stamp,
      frameId: "",
      facts: [distance("gripper", "red mug", metres)],
    });
    yield { topic: "/ground_truth/facts", logTime, publishTime: logTime, data };
  }
}

describe("the truth of a frame", () => {
  it("is found by stamp, whether it was recorded before or after the image", async () => {
    const at = createTruthCursor(
      recorded([
        [10n * second, 11n * second, 1],
        [12n * second, 10n * second, 2],
      ]),
      [reach],
    );
    expect((await at(10n * second, 10n * second))?.values.get(reach.key)).toMatchObject({
      filtered: 1,
    });
    expect((await at(12n * second, 12n * second))?.values.get(reach.key)).toMatchObject({
      filtered: 2,
    });
  });

  it("is undefined for a frame without one", async () => {
    const at = createTruthCursor(recorded([[second, second, 1]]), [reach]);
    expect(await at(second + 1n, second)).toBeUndefined();
  });

  it("is read a few seconds ahead, not all at once", async () => {
    const read: bigint[] = [];
    const facts = Array.from(
      { length: 100 },
      (_, i) => [BigInt(i) * second, BigInt(i) * second, 1] as const,
    );
    const at = createTruthCursor(recorded(facts, read), [reach]);
    await at(0n, 0n);
    expect(read.length).toBeLessThan(6);
  });
});
