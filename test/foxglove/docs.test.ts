import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { errorCodes } from "../../src/core/index.js";
import { start } from "../cli/program.js";
import { startRobot } from "./robot-server.js";
import { imageTopic } from "./topics.js";

const root = resolve(import.meta.dirname, "../..");
const page = readFileSync(resolve(root, "docs/foxglove.md"), "utf8");
const commands = [...page.matchAll(/```sh\nnpx spatial-reward (.+)\n```/g)].map(
  ([, line = ""]) => line,
);

describe("docs/foxglove.md", { timeout: 120_000 }, () => {
  it.each(commands)("%s", async (line) => {
    const robot = await startRobot();
    onTestFinished(robot.stop);
    robot.advertise(imageTopic);
    // Any free port: somebody else may use this machine, too.
    const port = line.includes("--no-serve") ? [] : ["--serve", "0"];
    const words = [...line.replace("ws://robot:8765", robot.url).split(" "), ...port];
    const { process, ended } = start(words, { cwd: root });
    let told = "";
    process.stderr?.on("data", (text) => {
      told += text;
    });
    await vi.waitUntil(() => told.includes("watching "), { timeout: 60_000 });
    process.kill("SIGINT");
    const { code, out } = await ended;
    expect(code).toBe(0);
    if (words.includes("--json")) expect(JSON.parse(out)).toMatchObject({ rewards: 0 });
    else expect(out).toContain("0 rewards");
  });

  it("names error codes that there are, and all of Foxglove's", () => {
    const named = [...page.matchAll(/^\| `([\w.-]+)` \|/gm)].map(([, code = ""]) => code);
    const codes = Object.keys(errorCodes);
    expect(named.filter((code) => !codes.includes(code))).toEqual([]);
    expect(named).toEqual(
      expect.arrayContaining(codes.filter((code) => code.startsWith("foxglove."))),
    );
  });
});
