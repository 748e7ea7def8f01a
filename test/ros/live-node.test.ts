import { describe, expect, it, onTestFinished, vi } from "vitest";
import { SpatialRewardError } from "../../src/core/index.js";
import { createSurvival } from "../../src/live/guard.js";
import {
  decodeFacts,
  decodeReward,
  decoderFor,
  interfaceDefinition,
} from "../../src/messages/index.js";
import { createLiveNode, type LiveNode, type LiveNodeParts } from "../../src/ros/live-node.js";
import type { ParameterValue } from "../../src/ros/parameter-table.js";
import type { Understood } from "../../src/vlm/index.js";
import type { Question } from "../../src/vqa/index.js";
import { cameraInfoMessage } from "../messages/image-messages.js";
import { backendThat, lengthAnswer } from "../pipeline/fakes.js";
import { type FakeNode, fakeNode } from "./fake-node.js";
import { picture } from "./wire/pictures.js";
import { camera, still } from "./wire/scene.js";

const second = 1_000_000_000n;
const answering = backendThat(async (_, questions) => questions.map(() => lengthAnswer(0.2)));

interface Made {
  readonly node: FakeNode;
  readonly live: LiveNode;
}

const made = async (
  more: Partial<LiveNodeParts> = {},
  parameters: Readonly<Record<string, ParameterValue>> = {},
): Promise<Made> => {
  const node = fakeNode(
    new Map(Object.entries({ task: still, transport: "raw", camera_info_wait: 0, ...parameters })),
  );
  const live = createLiveNode({
    node,
    survival: createSurvival((text) => node.logged.push(text)),
    openModel: async () => answering,
    label: async () => ({ folders: [], labelled: 0, failures: [] }),
    clock: () => performance.now() / 1000,
    ...more,
  });
  onTestFinished(() => live.close());
  await live.autostart();
  return { node, live };
};

const rewards = (node: FakeNode) => node.published("~/reward").map(decodeReward);
const show = (node: FakeNode, stamp: bigint) => node.send(camera, picture({ stamp }));

const shown = async (node: FakeNode, stamp: bigint) => {
  const before = rewards(node).length;
  show(node, stamp);
  return vi.waitUntil(() => rewards(node)[before], { interval: 2 });
};

const readDiagnostics = decoderFor({
  type: "diagnostic_msgs/msg/DiagnosticArray",
  definition: interfaceDefinition("diagnostic_msgs/msg/DiagnosticArray"),
  schemaEncoding: "ros2msg",
  messageEncoding: "cdr",
});

/** The newest diagnostics, as text to search in. */
const diagnosed = (node: FakeNode): string =>
  JSON.stringify(readDiagnostics(node.published("/diagnostics").at(-1) ?? new Uint8Array()));

describe("the live node", () => {
  it("shows the cameras in use to whoever asks for that parameter, the task's as well", async () => {
    const { node, live } = await made();
    expect(node.shown("cameras")).toEqual([camera]);
    await live.lifecycle.change({ id: 0, label: "deactivate" });
    expect(node.shown("cameras")).toBeUndefined();
  });

  it("publishes a reward and the facts behind it for a frame, with its stamp", async () => {
    const { node } = await made();
    node.clock = 101n * second;
    await shown(node, 100n * second);
    const sample = await shown(node, 100n * second + second / 2n);
    expect(sample).toMatchObject({ stamp: 100n * second + second / 2n, valid: true, latency: 0.5 });
    expect(sample.distances[0]).toMatchObject({ key: "distance(gripper,mug)", raw: 0.2 });
    const facts = node.published("~/facts").map(decodeFacts);
    expect(facts[1]).toMatchObject({ frameId: "camera_optical", facts: [{ metres: 0.2 }] });
  });

  it.each([
    ["ahead of this clock", 100n, 99n],
    ["of another clock altogether", 100n, 1000n],
  ])("publishes no latency where stamps are %s", async (_, stamp, now) => {
    const { node, live } = await made();
    node.clock = now * second;
    expect((await shown(node, stamp * second)).latency).toBeUndefined();
    live.tick();
    expect(diagnosed(node)).toContain('{"key":"latency p50 [ms]","value":"unknown"}');
  });

  it("hears TF without a task too, and says in words why a question has no answer", async () => {
    const silent = backendThat(async (frame, questions) =>
      questions.map(() =>
        frame.camera === "warming up"
          ? lengthAnswer(0.2)
          : { text: "?", reading: { kind: "unreadable", reason: "no-up" }, confidence: 0 },
      ),
    );
    const { node } = await made({ openModel: async () => silent }, { task: "", cameras: [camera] });
    expect(node.subscribed.has("/tf")).toBe(true);
    show(node, second);
    const questions = ["Is the red mug above the gripper?"];
    expect(await node.call("~/ask", { questions, camera: "" })).toMatchObject({
      answers: [""],
      reasons: ["which way is up is not known: TF tells it, or the parameter pitch"],
    });
  });

  it("asks about the newest frame only, and counts those that it replaced", async () => {
    const asked: bigint[] = [];
    const waiting: (() => void)[] = [];
    const slow = backendThat(async (frame, questions) => {
      asked.push(frame.stamp);
      if (frame.camera !== "warming up") await new Promise<void>((go) => waiting.push(go));
      return questions.map(() => lengthAnswer(0.2));
    });
    const { node, live } = await made({ openModel: async () => slow });
    for (const at of [1n, 2n, 3n, 4n]) show(node, at * second);
    waiting[0]?.();
    await vi.waitUntil(() => asked.length === 3);
    waiting[1]?.();
    await vi.waitUntil(() => rewards(node).length === 2);
    expect(rewards(node).map(({ stamp }) => stamp)).toEqual([1n * second, 4n * second]);
    live.tick();
    expect(diagnosed(node)).toContain('{"key":"dropped","value":"2"}');
  });

  it("gives an invalid row, and goes on, when the model hangs or fails", async () => {
    let calls = 0;
    const hostile = backendThat(async (frame, questions) => {
      if (frame.camera === "warming up") return questions.map(() => lengthAnswer(0.2));
      calls++;
      if (calls === 1) return new Promise(() => undefined);
      if (calls === 2) throw new SpatialRewardError("model.failed", "the thread died");
      return questions.map(() => lengthAnswer(0.2));
    });
    const { node } = await made({ openModel: async () => hostile }, { timeout: 0.02 });
    expect(await shown(node, 1n * second)).toMatchObject({
      valid: false,
      invalidReason: "no answer within 0.02 s",
    });
    expect(await shown(node, 2n * second)).toMatchObject({
      valid: false,
      invalidReason: "the thread died",
    });
    expect(await shown(node, 3n * second)).toMatchObject({ valid: true });
  });

  it("begins an episode when it is told to, and after the clock jumped back", async () => {
    const { node } = await made();
    expect((await shown(node, 10n * second)).episode).toBe(0);
    await node.call("~/reset_episode", {});
    // The same image again, as of a recording that is played once more.
    expect(await shown(node, 10n * second)).toMatchObject({ episode: 1, valid: true });
    node.send("~/reset", new Uint8Array());
    expect((await shown(node, 12n * second)).episode).toBe(2);
    // One stamp alone may be wrong: the clock has gone back when a second one bears it out.
    show(node, 5n * second);
    expect((await shown(node, 6n * second)).episode).toBe(3);
  });

  it("begins one by itself after the last has ended, where it is asked to", async () => {
    const close = backendThat(async (_, questions) => questions.map(() => lengthAnswer(0)));
    const task = still.replace("hold: 1 s", "hold: 0 s");
    const { node } = await made({ openModel: async () => close }, { task, auto_reset: true });
    await shown(node, 1n * second);
    const ended = await shown(node, 2n * second);
    const next = await shown(node, 3n * second);
    expect([ended.terminated || ended.success, next.episode]).toEqual([true, ended.episode + 1]);
  });

  it("draws only for those who look", async () => {
    const { node } = await made();
    await shown(node, 1n * second);
    expect(node.published("~/markers")).toEqual([]);
    node.listeners = 1;
    await shown(node, 2n * second);
    await vi.waitUntil(() => node.published("~/annotated/compressed").length === 1);
    expect(node.published("~/markers")).toHaveLength(1);
  });

  it("frees cameras and model step by step", async () => {
    let closed = 0;
    const backend = { ...answering, close: async () => void closed++ };
    const { node, live } = await made({ openModel: async () => backend });
    expect(node.subscribed.has(camera)).toBe(true);
    await live.lifecycle.change({ id: 0, label: "deactivate" });
    expect([node.subscribed.has(camera), closed]).toEqual([false, 0]);
    await live.lifecycle.change({ id: 0, label: "cleanup" });
    expect(closed).toBe(1);
  });

  it("keeps a camera that the next task has, too, and takes it at once", async () => {
    const { node } = await made();
    const before = node.subscribed.get(camera);
    const answer = await node.call("~/set_task", { task: still.replace("reach the mug", "again") });
    expect(answer).toEqual({ error_code: 0, error_msg: "", task_text: "again" });
    expect(node.subscribed.get(camera)).toBe(before);
    expect(node.set({ task: "nonsense: [" })).toContain("task");
  });

  it("refuses a task whose signal it would have to pass over, and keeps the one before", async () => {
    const { node } = await made();
    expect(await node.call("~/set_task", { task: `${still}\nsignal: /gripper/holding\n` })).toEqual(
      {
        error_code: 101,
        error_msg: expect.stringContaining("signal: /gripper/holding: only recordings"),
        task_text: "reach the mug",
      },
    );
  });

  it("refuses a task with words that the model has not learnt, and keeps the one before", async () => {
    const unknownIn = ({ query }: Question) =>
      query?.object === "samovar" ? [{ word: "samovar", phrase: "samovar" }] : [];
    const learnt = { ...answering, vocabulary: { words: ["gripper", "mug"], unknownIn } };
    const { node } = await made({ openModel: async () => learnt });
    const task = still.replaceAll("red mug", "samovar");
    expect(await node.call("~/set_task", { task })).toEqual({
      error_code: 103,
      error_msg: expect.stringContaining('"samovar" in objects.mug'),
      task_text: "reach the mug",
    });
    const begun = await made({ openModel: async () => learnt }, { task });
    expect(begun.live.lifecycle.state()).toBe("unconfigured");
    begun.live.tick();
    expect(diagnosed(begun.node)).toContain("has not learnt a word of the task");
  });

  it("logs what it understands a task's names as, when it takes the task", async () => {
    const cup: Understood = { phrase: "crimson teacup", as: "red cup", distance: 0.2, unused: [] };
    const understoodIn = ({ query }: Question) => (query?.object === cup.phrase ? [cup] : []);
    const { node } = await made({ openModel: async () => ({ ...answering, understoodIn }) });
    const told = (): number => node.logged.filter((line) => line.includes(cup.as)).length;
    expect(told()).toBe(0);
    await node.call("~/set_task", { task: still.replaceAll("red mug", cup.phrase) });
    expect(told()).toBe(1);
    await shown(node, 1n * second);
    expect(told()).toBe(1);
  });

  it("says in diagnostics what is wrong: no task, a model that can't be had", async () => {
    const said = ({ node, live }: Made): string => {
      live.tick();
      return diagnosed(node);
    };
    const taskless = await made({}, { task: "" });
    expect(said(taskless)).toContain("no task: set the parameter task");
    const seen = await made({}, { task: "", cameras: [camera] });
    show(seen.node, 1n * second);
    expect(said(seen)).toContain('{"key":"frames in the node","value":"0"}');
    const missing = new SpatialRewardError("model.missing", "no such model");
    const broken = await made({ openModel: async () => Promise.reject(missing) });
    expect(broken.live.lifecycle.state()).toBe("unconfigured");
    expect(said(broken)).toContain("configure failed: no such model");
  });
});

describe("diagnostics of a camera", () => {
  const tenTimes = async (node: FakeNode, from: bigint) => {
    for (let at = from; at < from + 10n; at++) await shown(node, at * second);
  };

  it("tell how unlike its images are to the model's training, and warn once it is no chance", async () => {
    const judging = backendThat(async (_, questions) =>
      questions.map(() => ({ ...lengthAnswer(0.2), novelty: 3 })),
    );
    const { node, live } = await made({ openModel: async () => judging });
    const warned = () => {
      live.tick();
      return diagnosed(node).includes("look unlike the images that the model has learnt from");
    };
    await tenTimes(node, 100n);
    await tenTimes(node, 110n);
    expect(warned()).toBe(false);
    await tenTimes(node, 120n);
    expect(warned()).toBe(true);
    expect(diagnosed(node)).toContain('{"key":"novelty","value":"3.00"}');
    expect(diagnosed(node)).toContain("30 of 30 frames");
  });

  it("count what was not believed or assumed", async () => {
    const { node, live } = await made();
    for (const [at, stamp] of [100n, 101n, 0n, 103n].entries()) {
      node.clock = BigInt(at) * second;
      show(node, stamp * second);
    }
    live.tick();
    expect(diagnosed(node)).toContain('{"key":"stamp: no stamp (0)","value":"1"}');
    expect(diagnosed(node)).toMatch(/"key":"lens: no CameraInfo: [^"]*","value":"3"/);
  });

  it("say that its CameraInfo is of other images, and what lens is assumed", async () => {
    const { node, live } = await made();
    const k = [500, 0, 319.5, 0, 510, 239.5, 0, 0, 1];
    let shots = 100n;
    const lens = (size: readonly [number, number]): string => {
      node.send("/camera/camera_info", cameraInfoMessage({ k, size }));
      show(node, shots++ * second);
      live.tick();
      return diagnosed(node);
    };
    expect(lens([640, 360])).toMatch(
      /image.calibration: CameraInfo is of images of 640×360.*field of view of 60° is assumed/,
    );
    expect(diagnosed(node)).toContain('{"key":"lens","value":"assumed"}');
    expect(lens([640, 480])).toContain('{"key":"lens","value":"camera_info"}');
    expect(lens([640, 360])).toContain('{"key":"lens","value":"camera_info"}');
    node.set({ fov: 70 });
    show(node, shots * second);
    live.tick();
    expect(diagnosed(node)).toContain('{"key":"lens","value":"fov"}');
    expect(diagnosed(node)).not.toContain("image.calibration");
  });
});

describe("~/label_bag", () => {
  const goal = (request: unknown, signal = new AbortController().signal) => ({
    request,
    signal,
    feedback: vi.fn(),
  });
  const request = { bags: ["a.mcap"], task: "", output: "out" };

  it("hands recordings to the labeller with the node's model and task", async () => {
    const label = vi.fn(async () => ({ folders: ["out/a"], labelled: 7, failures: [] }));
    const { node } = await made({ label });
    const end = await node.action("~/label_bag").execute(goal(request));
    expect(end).toEqual({
      outcome: "succeeded",
      result: { folders: ["out/a"], labelled: 7n, error_code: 0, error_msg: "" },
    });
    expect(label).toHaveBeenCalledWith(
      expect.objectContaining({
        bags: ["a.mcap"],
        output: "out",
        backend: answering,
        precision: "fp32",
      }),
    );
  });

  it.each([
    ["no recording", { ...request, bags: [] }, 400],
    ["a task that isn't there", { ...request, task: "/nowhere.yaml" }, 100],
  ])("is aborted for %s", async (_, wrong, code) => {
    const { node } = await made();
    const end = await node.action("~/label_bag").execute(goal(wrong));
    expect(end).toMatchObject({ outcome: "aborted", result: { error_code: code } });
  });

  it("tells of each recording when it begins, every tenth message, and the end", async () => {
    const label: LiveNodeParts["label"] = async ({ onProgress }) => {
      for (const bag of ["a", "b"])
        for (let count = 1; count <= 12; count++) onProgress(bag, count, 12);
      return { folders: [], labelled: 0, failures: [] };
    };
    const { node } = await made({ label });
    const one = goal(request);
    await node.action("~/label_bag").execute(one);
    expect(one.feedback.mock.calls.map(([{ bag, done }]) => `${bag}${done}`)).toEqual([
      "a1",
      "a11",
      "a12",
      "b1",
      "b11",
      "b12",
    ]);
  });

  it("is cancelled, and takes one goal at a time", async () => {
    const controller = new AbortController();
    const label: LiveNodeParts["label"] = ({ signal }) =>
      new Promise((_, fail) => {
        signal.addEventListener("abort", () =>
          fail(new SpatialRewardError("interrupted", "stopped")),
        );
      });
    const { node } = await made({ label });
    const action = node.action("~/label_bag");
    const running = action.execute(goal(request, controller.signal));
    expect(action.accepts(request)).toBe(false);
    controller.abort();
    expect(await running).toMatchObject({ outcome: "canceled", result: { error_code: 402 } });
    expect(action.accepts(request)).toBe(true);
  });
});
