import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { runLive } from "../../../src/ros/index.js";
import type { SpawnWorker } from "../../../src/vlm/engine/inference-worker.js";
import { openBackend } from "../../../src/vlm/index.js";
import { doomedWorker, trackedWorkers } from "../../vlm/fakes.js";
import { rewardOffer, rewardTopic } from "./example.js";
import { type Peer, startPeer } from "./peer.js";
import { until, whyNoRos } from "./processes.js";
import {
  camera,
  diagnosticsOffer,
  newest,
  plugIn,
  showUntil,
  status,
  still,
  valueIn,
} from "./scene.js";

const taskFile = (text: string): string => {
  const folder = mkdtempSync(join(tmpdir(), "task-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "task.yaml");
  writeFileSync(path, text);
  return path;
};

/** The node in this process, so that its model's threads are at hand; it ends with the test. */
const liveHere = (spawn: SpawnWorker): void => {
  const controller = new AbortController();
  const running = runLive({
    argv: ["--ros-args", "-p", `task:=${taskFile(still)}`, "-p", "timeout:=0.5"],
    env: process.env,
    signal: controller.signal,
    openModel: (spec, { grace }) => openBackend(spec, { grace, spawn, workers: 1 }),
    label: () => Promise.reject(new Error("not here")),
    clock: () => performance.now() / 1000,
    onUnhandled: () => () => undefined,
    report: (text) => void process.stderr.write(`${text}\n`),
  });
  onTestFinished(async () => {
    controller.abort();
    await running;
  });
};

const reason = (peer: Peer): string => String(newest(peer)?.invalid_reason ?? "nothing yet");

describe.skipIf(whyNoRos())("a model", () => {
  it("whose thread dies and then hangs is started again; the node stays, and diagnostics say so", async () => {
    const workers = trackedWorkers();
    let starts = 0;
    liveHere((setup) => (++starts === 2 ? doomedWorker("hangs") : workers.spawn(setup)));
    const peer = await startPeer();
    onTestFinished(peer.stop);
    peer.subscribe(rewardTopic, rewardOffer);
    peer.subscribe("/diagnostics", diagnosticsOffer);
    await plugIn(peer);
    await showUntil(
      peer,
      "an answer of the model",
      () => reason(peer).includes("not visible") || newest(peer)?.valid === true,
    );

    // onnxruntime ends the whole process when its thread is stopped in the middle of a run.
    await until("an idle model", () => valueIn(status(peer, camera), "frames in the node") === "0");
    await workers.threads[0]?.terminate();
    await showUntil(peer, "the hanging thread's frame", () =>
      reason(peer).includes("no answer within 0.5 s"),
    );
    await showUntil(
      peer,
      "an answer again",
      () => reason(peer).includes("not visible") || newest(peer)?.valid === true,
    );
    await showUntil(peer, "diagnostics", () => valueIn(status(peer, "model"), "restarts") === "2");
    expect(status(peer, "model")?.message).toBe("died or hung 2 times and was started again");
    expect(valueIn(status(peer, camera), "received")).not.toBe("0");
  });
});
