import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createMcap } from "../../src/bag/index.js";
import { factsTopic } from "../../src/label/index.js";
import { encodeFacts, interfaceDefinition, interfaceTypes } from "../../src/messages/index.js";
import { holdText } from "../docs/blocks.js";
import { apiReport } from "./api-report.js";
import { repository, textOf } from "./repository.js";

const { exports: entries, files } = z
  .object({
    exports: z.record(z.string(), z.object({ types: z.string(), default: z.string() })),
    files: z.array(z.string()),
  })
  .parse(JSON.parse(textOf("package.json")));

const specifierOf = (key: string): string => `spatial-reward${key.slice(1)}`;

const examples = join(repository, "examples/library");
const built = join(repository, "dist/examples/library");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "library-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const node = (...args: readonly string[]): string =>
  execFileSync(process.execPath, args, { cwd: repository, encoding: "utf8" });

const example = (name: string, ...args: readonly string[]): readonly string[] =>
  node(join(built, `${name}.js`), ...args)
    .trim()
    .split("\n");

describe("the package as a library", { timeout: 120_000 }, () => {
  const report = (): string =>
    apiReport(
      repository,
      Object.entries(entries).map(([key, { types }]) => ({ specifier: specifierOf(key), types })),
    );

  it("can be imported by room and as a whole, and docs/api.md has all its names", () => {
    const script = `const found = {};
for (const name of ${JSON.stringify(Object.keys(entries).map(specifierOf))}) found[name] = Object.keys(await import(name));
process.stdout.write(JSON.stringify(found));`;
    const found = z
      .record(z.string(), z.array(z.string()))
      .parse(JSON.parse(node("--input-type=module", "-e", script)));
    const sections = new Map(
      report()
        .split(/^## /m)
        .map((text) => [text.split("\n")[0], text]),
    );
    for (const [specifier, names] of Object.entries(found)) {
      expect(names.length, specifier).toBeGreaterThan(0);
      if (specifier === "spatial-reward") continue; // passes on what rooms export
      const text = sections.get(specifier) ?? "";
      const untold = names.filter(
        (name) => !new RegExp(`^(const|function|class) ${name}\\b| as ${name} }`, "m").test(text),
      );
      expect(untold, specifier).toEqual([]);
    }
  });

  it("exports what docs/api.md lists", () => {
    holdText("api", report().trim());
  });

  it("doesn't publish what its examples were compiled to", () => {
    expect(files).toContain("!dist/examples");
    expect(files).toContain("examples");
  });
});

describe("the examples of the library", { timeout: 120_000 }, () => {
  const picture = join(repository, "test/fixtures/images/scene.jpg");

  beforeAll(() => {
    execFileSync(join(repository, "node_modules/.bin/tsc"), ["-p", examples]);
  });

  it("are those that are run here", () => {
    expect(readdirSync(examples).filter((name) => name.endsWith(".ts"))).toEqual([
      "backend.ts",
      "label-frames.ts",
      "reward-function.ts",
    ]);
  });

  it("label frames of one's own", () => {
    const task = join(folder, "task.yaml");
    writeFileSync(
      task,
      `task: reach the red mug
objects: { mug: red mug }
stages: { reach: { potential: "tolerance(distance(gripper, mug), 0 cm, 2 cm, 40 cm)", until: "distance(gripper, mug) < 3 cm" } }
success: reach
`,
    );
    const lines = example("label-frames", task, picture, picture);
    expect(lines).toHaveLength(2);
    for (const line of lines)
      expect(line).toMatch(/(stage reach, potential 0\.\d+, reward -?0\.\d+|no reward: .+)$/);
  });

  it("pay what no task file says", async () => {
    const path = join(folder, "labelled.mcap");
    const [type, definition] = [interfaceTypes.facts, interfaceDefinition(interfaceTypes.facts)];
    const bag = await createMcap(path, { topics: [{ name: factsTopic, type, definition }] });
    for (const [at, metres] of [0.5, 0.4, 0.35].entries()) {
      const stamp = 1_700_000_000_000_000_000n + BigInt(at) * 100_000_000n;
      const fact = {
        relation: "distance",
        subject: "gripper",
        source: "nano",
        confidence: 1,
      } as const;
      const facts = [
        { ...fact, object: "red mug", metres },
        { ...fact, object: "vase", metres: at === 2 ? 0.12 : 9 },
      ];
      const data = encodeFacts({ stamp, frameId: "camera", facts });
      await bag.write({ topic: factsTopic, logTime: stamp, data });
    }
    await bag.close();
    // 1 m/s without a price; 0.5 m/s less a tenth, 10 cm beyond what is near.
    expect(
      example("reward-function", path, "red mug", "vase").map((line) => line.split(": ")[1]),
    ).toEqual(["1.000", "0.400"]);
  });

  it("answer by a backend of one's own", () => {
    expect(example("backend", picture)).toEqual([
      "Is the red mug visible? yes",
      expect.stringContaining("only red things can be asked about"),
    ]);
  });
});
