import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openBackend, openBackends } from "../../../src/vlm/index.js";
import { parseQuestion } from "../../../src/vqa/index.js";
import { smallFrame } from "../fakes.js";

/** A server that answers as real ones were reported to; its model's name says how. It listens on this port. */
const mock = resolve(import.meta.dirname, "../../../../shared/cases/server/mock2.py");
const port = 18093;
const url = `http://127.0.0.1:${port}/v1`;

const isFree = (): Promise<boolean> =>
  new Promise((told) => {
    const server = createServer()
      .once("error", () => told(false))
      .listen(port, "127.0.0.1", () => server.close(() => told(true)));
  });

const why = !existsSync(mock)
  ? "no ../shared/cases/server"
  : (await isFree())
    ? undefined
    : `port ${port} is taken`;

const howFar = parseQuestion("How far is the gripper from the red mug?");
const settings = { retries: 0, samples: 2 } as const;

const ask = async (mode: string) => {
  const backend = await openBackend(`openai:${mode}@${url}`, { server: settings });
  const [answer] = await backend.ask(smallFrame(), [howFar]);
  return answer;
};

describe.skipIf(why !== undefined)(
  `the server of ../shared${why ? ` (skipped: ${why})` : ""}`,
  () => {
    let server: ChildProcess;
    beforeAll(async () => {
      server = spawn("python3", [mock], {
        cwd: resolve(mock, ".."),
        stdio: "ignore",
        env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
      });
      await vi.waitFor(() => fetch(`${url}/models`), { timeout: 20_000 });
    }, 30_000);
    afterAll(() => server?.kill());

    it.each(["n1", "n2", "n3", "n4", "n5"])(
      "(%s) that saw no image is unanswered",
      async (mode) => {
        expect(await ask(mode)).toMatchObject({
          reading: { kind: "unreadable", reason: "no-sight" },
        });
      },
    );

    it("(n9) that hedges is answered", async () => {
      expect(await ask("n9")).toMatchObject({ reading: { kind: "length", metres: 0.1 } });
    });

    it.each(["gpt5", "tgi", "parts", "vllm5"])("(%s) is answered", async (mode) => {
      expect(await ask(mode)).toMatchObject({ reading: { kind: "length", metres: 0.25 } });
    });

    it.each([
      ["err200", "server.failed", "CUDA out of memory"],
      ["tgi200", "model.question", "must be <= 4096"],
      ["images", "server.blind", "At most 0 image"],
      ["nommproj", "server.blind", "mmproj"],
      ["mlxerr", "server.failed", "pixel_values"],
    ])("(%s) that fails says why", async (mode, code, says) => {
      const ended = await ask(mode).then(
        (answer) => answer?.failure,
        (thrown: unknown) => thrown,
      );
      expect(ended).toMatchObject({ code, message: expect.stringContaining(says) });
    });

    it("(detail) that complains of nothing we could leave out, for ever, says of what", async () => {
      const message = expect.stringContaining("top_logprobs: ensure this value is less than");
      await expect(ask("detail")).rejects.toMatchObject({ code: "server.request", message });
    });

    it.each(["comma", "half", "spatialrgpt", "cmu"])("(%s) has a deviation", async (mode) => {
      const answer = await ask(mode);
      const stddev = answer?.reading.kind === "length" ? answer.reading.stddev : undefined;
      expect(stddev).toBeGreaterThan(0);
    });

    it("(comma, forty) weighs two that were said to the same place alike", async () => {
      const members = ["comma", "forty"].map((mode) => ({
        spec: `openai:${mode}@${url}`,
        options: { server: settings },
      }));
      const backend = await openBackends(members, { combination: "ensemble" });
      const [answer] = await backend.ask(smallFrame(), [howFar]);
      expect(answer?.reading).toMatchObject({
        metres: expect.closeTo(0.325, 6),
        stddev: expect.closeTo(0.075, 3),
      });
    });
  },
);
