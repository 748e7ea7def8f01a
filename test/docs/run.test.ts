import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commandsIn, type Shown } from "./commands.js";
import { pages } from "./pages.js";
import { makeSandbox, typed } from "./sandbox.js";

/** What a command needs that is not here, and the test that has it. */
const elsewhere: readonly (readonly [command: RegExp, needs: string])[] = [
  [/^npm ci/, "a clean checkout: .ci/run"],
  [
    /^(source|ros2|docker|colcon) |ros-build|spatial-reward (play|truth|live)\b|--live/,
    "ROS 2: test/ros",
  ],
  [/spatial-reward serve|:8790/, "somebody who asks, and ends it: test/cli/serve.test.ts"],
  [/openai:/, "a server: test/vlm/openai"],
  [/calibrate|--static-tf/, "a longer recording: test/cli/calibrate.test.ts"],
  [/spatial-reward eval/, "data sets: test/cli/eval.test.ts"],
  [/model optimize|onnx:my_model/, "a generative model: test/vlm/optimize"],
  [/spatial-reward init my_run\.mcap/, "somebody who answers: test/cli/init.test.ts"],
  [/examples\/library|python/, "a compiler: test/package/library.test.ts"],
  [/completion/, "shells: test/cli/completion"],
  [/[A-Z]{4}/, "no placeholder"],
];

/** Pages whose every command is run here, or said to be run elsewhere. Those of others are parsed alone. */
const held = [
  "README.md",
  "docs/command-line.md",
  "docs/evaluation.md",
  "docs/library.md",
  "docs/live.md",
  "docs/metres.md",
  "docs/models.md",
  "docs/reason.md",
  "docs/servers.md",
  "docs/tasks.md",
  "docs/troubleshooting.md",
];

const needsOf = ({ text }: Shown): string | undefined =>
  elsewhere.find(([command]) => command.test(text))?.[1];

const bare = ({ text }: Shown): string => text.replaceAll("npx ", "");

/** Each once, on the first page that shows it. */
const shown = pages()
  .filter(({ path }) => held.includes(path))
  .flatMap(commandsIn)
  .filter((each, at, all) => all.findIndex((other) => bare(other) === bare(each)) === at);

let folder: string;
beforeAll(() => {
  folder = makeSandbox();
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("the commands that pages show", { timeout: 300_000 }, () => {
  it.each(
    shown
      .filter((each) => needsOf(each) === undefined)
      .map(({ path, text }) => [path, text] as const),
  )("%s: %s", (_, text) => {
    const { status, stderr } = typed(folder, text);
    expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
  });

  it("are elsewhere where they are not run here, for a reason that is still one", () => {
    const unused = elsewhere.filter(([command]) => !shown.some(({ text }) => command.test(text)));
    expect(unused).toEqual([]);
  });
});
