import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBackend } from "../../../src/vlm/index.js";
import { questionFor } from "../../../src/vqa/index.js";
import { smallFrame } from "../fakes.js";

/** A Python that has transformers[serving] (pip install "transformers[serving]" torch pillow). */
const python = process.env.TRANSFORMERS_PYTHON ?? "python3";

const isThere = ((): boolean => {
  try {
    const needed = "import torch, PIL, accelerate, fastapi, uvicorn, transformers.cli.serve";
    execFileSync(python, ["-c", needed], { stdio: "ignore", timeout: 300_000 });
    return true;
  } catch {
    return false;
  }
})();

const unless = isThere
  ? ""
  : ` (skipped: ${python} has no transformers[serving]; TRANSFORMERS_PYTHON names one that has)`;

const freePort = (): Promise<number> =>
  new Promise((found) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => found(typeof address === "object" ? (address?.port ?? 0) : 0));
    });
  });

const healthy = (url: string): Promise<boolean> =>
  fetch(`${url}/health`).then(
    ({ ok }) => ok,
    () => false,
  );

describe.skipIf(!isThere)(
  `Hugging Face's transformers serve${unless}`,
  { timeout: 300_000 },
  () => {
    const folder = mkdtempSync(join(tmpdir(), "real-server-"));
    const model = join(folder, "tiny");
    let server: ChildProcess | undefined;
    let url = "";

    beforeAll(async () => {
      const script = resolve(import.meta.dirname, "../../fixtures/openai/make_tiny.py");
      execFileSync(python, [script, model], { stdio: "ignore" });
      const port = await freePort();
      url = `http://127.0.0.1:${port}`;
      const serve = "from transformers.cli.transformers import main; main()";
      const flags = ["serve", model, "--device", "cpu", "--port", String(port)];
      server = spawn(python, ["-c", serve, ...flags], {
        stdio: ["ignore", "ignore", "pipe"],
        env: { ...process.env, HF_HUB_OFFLINE: "1" },
      });
      const said: string[] = [];
      server.stderr?.on("data", (chunk) => said.push(String(chunk)));
      while (!(await healthy(url))) {
        if (server.exitCode !== null) throw new Error(`the server ended: ${said.join("")}`);
        await delay(500);
      }
    }, 600_000);

    afterAll(() => {
      server?.kill();
      rmSync(folder, { recursive: true, force: true });
    });

    const howFar = questionFor({ relation: "distance", subject: "gripper", object: "red mug" });

    it("is asked about an image, and understood", async () => {
      const backend = await openBackend(`openai:${model}@${url}/v1`, { server: { samples: 1 } });
      const answers = await backend.ask(smallFrame(), [howFar, howFar]);
      expect(answers).toMatchObject([
        { text: "0.125 m", reading: { kind: "length", metres: expect.closeTo(0.125, 9) } },
        { text: "0.125 m" },
      ]);
      expect(backend.usage?.()).toMatchObject({ requests: 2, inputTokens: expect.any(Number) });
      expect(backend.usage?.()?.inputTokens).toBeGreaterThan(100);
    });

    it("cuts an answer off: that is no number", async () => {
      const backend = await openBackend(`openai:${model}@${url}/v1`, {
        server: { samples: 1, maxTokens: 2 },
      });
      expect(await backend.ask(smallFrame(), [howFar])).toMatchObject([
        { reading: { kind: "unreadable" }, failure: { code: "model.cut" } },
      ]);
    });
  },
);
