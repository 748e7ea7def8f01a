import { describe, expect, it } from "vitest";
import {
  alongRay,
  isotropic,
  type LengthFact,
  type Observation,
  type PointEvidence,
  type Vec3,
} from "../../src/core/index.js";
import { type FuseState, fuse, resetFuse, startFuse } from "../../src/pipeline/index.js";
import { at } from "./fakes.js";

const distance: LengthFact = {
  relation: "distance",
  subject: "gripper",
  object: "mug",
  metres: 0.25,
  stddev: 0.06,
  source: "nano",
  confidence: 0.9,
};

const nano = (thing: string, point: Vec3): PointEvidence => ({
  source: "nano",
  thing,
  point,
  covariance: alongRay(point, 0.08 ** 2, 0.005 ** 2),
});

const model = [nano("gripper", [0, 0, 0.7]), nano("mug", [0.2, 0, 0.8])];
const measured: readonly PointEvidence[] = [
  { source: "tf", thing: "gripper", point: [0, 0, 0.72], covariance: isotropic(0.005 ** 2) },
  { source: "depth", thing: "mug", point: [0.205, 0, 0.82], covariance: isotropic(0.01 ** 2) },
];

const seen = (seconds: number, more: Partial<Observation>): Observation => ({
  stamp: at(seconds),
  frameId: "optical",
  facts: [distance],
  unanswered: [],
  ...more,
});

const run = (observations: readonly Observation[], start: FuseState = startFuse) => {
  let state = start;
  const facts = observations.map((each) => {
    const step = fuse(state, each, "gripper");
    state = step.state;
    return step.observation;
  });
  return { facts, state };
};

describe("facts and evidence", () => {
  it("without evidence are the very same, and nothing is remembered", () => {
    const observation = seen(0, {});
    const step = fuse(startFuse, observation, "gripper");
    expect(step.observation).toBe(observation);
    expect(step.state).toBe(startFuse);
    const alone = seen(0, { evidence: model });
    expect(fuse(startFuse, alone, "gripper").observation).toBe(alone);
  });

  it("rest on what was measured, and name it", () => {
    const [told] = run([seen(0, { evidence: [...model, ...measured] })]).facts;
    const [fact] = told?.facts ?? [];
    expect(fact).toMatchObject({ source: "depth+tf+nano", subject: "gripper", object: "mug" });
    const { metres, stddev } = fact as LengthFact;
    expect(metres).toBeCloseTo(Math.hypot(0.204, 0.1), 2);
    expect(stddev).toBeLessThan(0.02);
    expect(fact?.objectPoint?.[2]).toBeCloseTo(0.82, 2);
  });

  it("rest on where TF has the gripper, and on how far from it the model takes a thing to be", () => {
    const [tf] = measured;
    const near = { ...distance, metres: 0.22, stddev: 0.01 };
    const evidence = [...model.slice(1), ...(tf ? [tf] : [])];
    const [far, told] = [distance, near].map((fact) => {
      const [fused] = run([seen(0, { facts: [fact], evidence })]).facts;
      return fused?.facts[0] as LengthFact;
    });
    expect(told?.source).toBe("tf+nano");
    expect(told?.metres).toBeLessThan(far?.metres ?? 0);
    expect(told?.stddev).toBeLessThan(far?.stddev ?? 0);
  });

  it("have TF at the picture's time, and tell by how much it is late", () => {
    const frames = Array.from({ length: 30 }, (_, at) => {
      const x = (t: number): number => 0.15 * t - 0.4;
      const told = { ...measured[0], point: [x(at / 5 - 0.2), 0, 0.7] } as PointEvidence;
      const gripper = nano("gripper", [x(at / 5), 0, 0.7]);
      return seen(at / 5, { evidence: [gripper, ...model.slice(1), told] });
    });
    const { facts } = run(frames);
    expect(facts[0]?.tfLate).toBeUndefined();
    expect(facts.at(-1)?.tfLate).toBeGreaterThan(0.1);
    expect(facts.at(-1)?.facts[0]?.subjectPoint?.[0]).toBeCloseTo(0.15 * 5.8 - 0.4, 1.8);
  });

  it("are the model's where a measured point can't be right, and tell so", () => {
    const wall: PointEvidence = {
      ...measured[1],
      source: "depth",
      thing: "mug",
      point: [0.6, 0, 2.4],
      covariance: isotropic(1e-4),
    };
    const [told] = run([seen(0, { evidence: [...model, wall] })]).facts;
    expect(told?.facts[0]?.source).toBe("nano");
    expect(told?.refused).toEqual([
      { source: "depth", thing: "mug", why: expect.stringContaining("from what else is known") },
    ]);
  });

  it("lend the scale of what is measured to what is not", () => {
    const tf: PointEvidence = {
      source: "tf",
      thing: "mug",
      point: [0.22, 0, 0.88],
      covariance: isotropic(1e-5),
    };
    const [plain] = run([seen(0, { evidence: [...model, { ...tf, point: [0.2, 0, 0.8] }] })]).facts;
    const [scaled] = run([seen(0, { evidence: [...model, tf] })]).facts;
    const depthOf = (told?: Observation) => told?.facts[0]?.subjectPoint?.[2] ?? 0;
    expect(depthOf(scaled)).toBeGreaterThan(depthOf(plain));
  });

  it("tell a hidden thing's distance by where it was, while the camera knows where it stands", () => {
    const pose = {
      frame: "base",
      pose: { position: [0, 0, 0] as const, rotation: [0, 0, 0, 1] as const },
    };
    const { subject, object, relation } = distance;
    const hidden = seen(1, {
      pose,
      facts: [],
      unanswered: [{ query: { relation, subject, object }, reason: "mug is not visible" }],
      evidence: measured.slice(0, 1),
    });
    const first = seen(0, { pose, evidence: [...model, ...measured] });
    const [, told] = run([first, hidden]).facts;
    expect(told?.unanswered).toEqual([]);
    expect(told?.facts[0]).toMatchObject({ source: "tf+memory" });
    const [, forgotten] = run([first, hidden]).facts;
    expect(forgotten).toEqual(told);
    const { state } = run([first]);
    expect(fuse(resetFuse(state), hidden, "gripper").observation.facts).toEqual([]);
  });

  it("of a run that goes on are those of a whole one", () => {
    const all = [0, 1, 2, 3].map((second) => seen(second, { evidence: [...model, ...measured] }));
    const whole = run(all);
    const half = run(all.slice(0, 2));
    expect([...half.facts, ...run(all.slice(2), half.state).facts]).toEqual(whole.facts);
  });
});
