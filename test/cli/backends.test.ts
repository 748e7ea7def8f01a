import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failing, saying, startServer } from "../vlm/openai/server.js";
import { errorOf, run, tinyModel } from "./program.js";
import { cameraMessages, sceneImage, task, writeRecording, writeTask } from "./recording.js";

const frames = 6;
let folder: string;
let bag: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "backends-"));
  bag = await writeRecording(join(folder, "pick.mcap"), await cameraMessages(frames));
  await writeTask(folder);
});
afterAll(() => rm(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);
const question = "How far is the gripper from the red mug?";
const nano = ["--backend", `onnx:${tinyModel}`];
const hurried = ["--retries", "0", "--wait", "0", "--samples", "1"];
/** The sight of models behind servers is tried in probe.test.ts. */
const untried = [...hurried, "--no-probe"];

const json = ({ out }: { readonly out: string }): unknown => JSON.parse(out);

describe("ask, with a model behind a server", { timeout: 60_000 }, () => {
  const key = "sk-0123456789";

  it("answers; the key comes from the environment and is seen nowhere", async () => {
    const server = await startServer(saying("0.25 m"));
    const spec = `openai:qwen@${server.url}`;
    const flags = ["--backend", spec, "--json", "--debug", "--price", "2/10", ...hurried];
    const ended = await run(["ask", sceneImage, question, ...flags], {
      env: { OPENAI_API_KEY: key },
    });
    expect(ended.code).toBe(0);
    expect(json(ended)).toMatchObject({
      backend: { source: "openai:qwen" },
      usage: { requests: 1, inputTokens: 100, outputTokens: 5, cost: 0.00025 },
      answers: [{ kind: "length", metres: 0.25 }],
    });
    expect(server.asked[0]?.headers.authorization).toBe(`Bearer ${key}`);
    expect(ended.out + ended.err).not.toContain(key);
  });

  it.each([
    ["that wants a key", failing(401, "no"), "server.key"],
    ["without the model", failing(404, "model qwen not found"), "server.model"],
    ["that is out of order", failing(500, "disk full"), "server.failed"],
  ])("of a server %s says so in a line", async (_, behave, code) => {
    const { url } = await startServer(behave);
    const ended = await run([
      "ask",
      sceneImage,
      question,
      "--backend",
      `openai:qwen@${url}`,
      ...hurried,
    ]);
    expect({ exit: ended.code, code: errorOf(ended).code }).toEqual({ exit: 1, code });
  });

  it("that is not there says so in a line", async () => {
    const spec = "openai:qwen@http://127.0.0.1:2/v1";
    const ended = await run(["ask", sceneImage, question, "--backend", spec, ...hurried]);
    expect(errorOf(ended)).toMatchObject({ code: "server.unreachable" });
  });
});

describe("a wrong use of backends", { timeout: 60_000 }, () => {
  it.each([
    [["--backend", "openai:qwen"], "backend.unknown", "openai:MODEL@URL"],
    [["--backend", "openai:qwen@ftp://host"], "backend.unknown", "openai:MODEL@URL"],
    [["--backend", "openai:qwen@http://me:secret@host/v1"], "backend.unknown", "environment"],
    [[...nano, ...nano], "usage.flag", "--ensemble"],
    [["--ensemble"], "usage.flag", "second --backend"],
    [[...nano, ...nano, "--ensemble", "--fallback"], "usage.flag", "--fallback"],
    [["--price", "cheap"], "usage.argument", "IN/OUT"],
    [["--image-quality", "200"], "usage.argument", "between 1 and 100"],
    [["--retries", "-1"], "usage.argument", "between 0 and 1000"],
  ])("%j is refused", async (flags, code, says) => {
    const ended = await run(["ask", sceneImage, question, ...flags]);
    expect(ended.code).toBe(2);
    const error = errorOf(ended);
    expect(error).toMatchObject({ code, message: expect.stringContaining(says) });
    expect(ended.err).not.toContain("secret");
  });
});

describe("label", { timeout: 120_000 }, () => {
  const label = (name: string, ...flags: readonly string[]) =>
    run(["label", bag, "-o", at(name), "--json", ...flags]);

  it("asks nothing again for a changed task, where answers are remembered", async () => {
    const server = await startServer(saying("0.25 m"));
    const flags = ["--backend", `openai:qwen@${server.url}`, "--cache", at("answers"), ...untried];
    const first = await label("first", "--task", at("task.yaml"), ...flags);
    expect(json(first)).toMatchObject({ usage: { requests: frames, cachedAnswers: 0 } });
    const stricter = await mkdtemp(at("stricter-"));
    const changed = await writeTask(stricter, task.replace("40 cm", "30 cm"));
    const second = await label("second", "--task", changed, ...flags);
    expect(json(second)).toMatchObject({
      bags: [{ frames, unanswered: 0 }],
      usage: { requests: 0, cachedAnswers: frames },
    });
    expect(server.asked).toHaveLength(frames);
  });

  it("takes the model on this machine where the server is gone", async () => {
    const server = ["--backend", "openai:qwen@http://127.0.0.1:2/v1", ...untried];
    const ended = await label(
      "fallback",
      "--task",
      at("task.yaml"),
      ...server,
      ...nano,
      "--fallback",
    );
    expect(ended.code).toBe(0);
    expect(json(ended)).toMatchObject({ bags: [{ frames, unanswered: 0 }] });
  });

  it("weighs both, and says so in the facts", async () => {
    const server = await startServer(saying("0.25 m"));
    const flags = [...nano, "--backend", `openai:qwen@${server.url}`, "--ensemble", ...untried];
    const ended = await label("ensemble", "--task", at("task.yaml"), ...flags);
    expect(json(ended)).toMatchObject({
      bags: [{ frames, unanswered: 0 }],
      usage: { requests: frames },
    });
    const again = await run([
      "label",
      at("ensemble/pick"),
      "-o",
      at("again"),
      "--task",
      at("task.yaml"),
      "--from-facts",
      "--json",
    ]);
    expect(json(again)).toMatchObject({ bags: [{ frames, unanswered: 0 }] });
  });

  it("ends when the key is refused, without writing the recording off", async () => {
    const server = await startServer(failing(401, "who are you"));
    const flags = ["--task", at("task.yaml"), "--backend", `openai:qwen@${server.url}`, ...untried];
    const ended = await label("refused", ...flags);
    expect(ended.code).toBe(1);
    expect(errorOf(ended)).toMatchObject({ code: "server.key" });
    server.behave = saying("0.25 m");
    expect(json(await label("refused", ...flags))).toMatchObject({
      bags: [{ frames, unanswered: 0 }],
    });
  });
});
