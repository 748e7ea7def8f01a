import { readFileSync } from "node:fs";
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../cli/program.js";
import { pythonWith, runPython } from "./python.js";

const root = resolve(import.meta.dirname, "../..");
const python = await pythonWith("lerobot.scripts.lerobot_train");

/** The lines of the page's shell blocks that begin with a program's name, by their arguments. */
const commandsOf = (program: string): readonly (readonly string[])[] =>
  [...readFileSync(join(root, "docs/train-a-policy.md"), "utf8").matchAll(/^```sh\n(.*?)^```/gms)]
    .flatMap(([, block = ""]) => block.split("\n"))
    .filter((line) => line.startsWith(`${program} `))
    .map((line) => line.split(" ").slice(1));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "page-"));
  await symlink(join(root, "examples"), join(folder, "examples"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("the page from a recording to a policy", { timeout: 900_000 }, () => {
  it("has commands of this program that do what it says", async () => {
    const commands = commandsOf("spatial-reward");
    expect(commands.map(([verb]) => verb)).toEqual(["task", "label", "export", "export"]);
    for (const command of commands) {
      const ended = await run(command, { cwd: folder });
      expect({ command, code: ended.code, err: ended.code === 0 ? "" : ended.err }).toEqual({
        command,
        code: 0,
        err: "",
      });
    }
  });

  it.skipIf(!python)("has a command that trains, here a small policy for two steps", async () => {
    const [command = []] = commandsOf("lerobot-train");
    const small = [
      ...["--steps=2", "--batch_size=2", "--policy.device=cpu", "--num_workers=0"],
      ...["--policy.pretrained_backbone_weights=null", "--policy.dim_model=32"],
      ...["--policy.n_heads=2", "--policy.dim_feedforward=32", "--policy.n_encoder_layers=1"],
    ];
    const given = command.filter(
      (each) => !small.some((own) => own.split("=")[0] === each.split("=")[0]),
    );
    const code = "import sys; from lerobot.scripts.lerobot_train import main; main()";
    const env = { PATH: `${dirname(python ?? "")}:${process.env.PATH}` };
    const { stderr, stdout } = await runPython(
      python ?? "",
      code,
      [...given, ...small],
      env,
      folder,
    );
    expect(stdout + stderr).toMatch(/End of training/);
  });
});
