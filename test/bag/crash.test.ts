import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { compileRoom } from "./compiled.js";
import { writeDatabase } from "./databases.js";
import { temporary } from "./folders.js";
import { label } from "./labelled.js";
import { conversation, writeMcapFile } from "./recordings.js";

vi.setConfig({ testTimeout: 120_000 });

let room: ReturnType<typeof compileRoom>;
beforeAll(() => {
  room = compileRoom();
}, 120_000);
afterAll(() => room.remove());

/** Labels SOURCE into OUTPUT; with `endless` it never ends, and says when it has begun. */
const program = (endless: boolean): string => `
import { openBag, writeLabelled } from ${JSON.stringify(room.index)};
const [source, output] = process.argv.slice(2);
async function* messages(start) {
  for (let i = 0; ${endless} || i < 200; i++) {
    yield { topic: "/ours", logTime: start + BigInt(i % 100), data: new Uint8Array(5000).fill(i) };
    if (i === 100) console.log("begun");
    await new Promise(setImmediate);
  }
}
const bag = await openBag(source);
try {
  const topics = [{ name: "/ours", type: "a/msg/B", definition: "uint8[] b" }];
  await writeLabelled({ source: bag, output, topics, messages: messages(bag.start), metadata: {} });
} catch ({ code, message }) {
  console.error(code + ": " + message);
  process.exitCode = 1;
} finally {
  await bag.close();
}`;

const prepared = async (kind: "mcap" | "db3", count = 100) => {
  const folder = temporary();
  chmodSync(folder, 0o755);
  const write = kind === "mcap" ? writeMcapFile : writeDatabase;
  const source = await write(join(folder, `walk.${kind}`), conversation(count));
  const script = (endless: boolean): string => {
    const path = join(folder, "run.mjs");
    writeFileSync(path, program(endless));
    return path;
  };
  return { folder, source, script };
};

const killedWhenBegun = (
  script: string,
  source: string,
  output: string,
): Promise<NodeJS.Signals | null> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, source, output], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    child.stdout.once("data", () => child.kill("SIGKILL"));
    child.once("error", reject);
    child.once("exit", (_, signal) => resolve(signal));
  });

describe.each(["mcap", "db3"] as const)("a %s recording being labelled", (kind) => {
  it("by a process that is killed leaves nothing under its name, and the next run is as if nothing had been", async () => {
    const { folder, source, script } = await prepared(kind);
    const output = join(folder, "labelled", "walk");
    expect(await killedWhenBegun(script(true), source, output)).toBe("SIGKILL");
    expect(existsSync(output)).toBe(false);
    expect(readdirSync(join(folder, "labelled"))).toEqual([".walk.unfinished"]);

    await label(source, output);
    expect(readdirSync(join(folder, "labelled"))).toEqual(["walk"]);
    const undisturbed = join(folder, "undisturbed", "walk");
    await label(source, undisturbed);
    for (const name of readdirSync(undisturbed)) {
      expect(readFileSync(join(output, name)).equals(readFileSync(join(undisturbed, name)))).toBe(
        true,
      );
    }
  });

  it.each([
    ["while the recording is copied", 50],
    ["while labels are added", 300],
  ])("on a disk that is full %s is output.write, and leaves nothing", async (_, kibibytes) => {
    const { folder, source, script } = await prepared(kind, 200);
    const output = join(folder, "labelled", "walk");
    const run = `ulimit -f ${kibibytes}; exec "$0" "$@"`;
    const args = ["-c", run, process.execPath, script(false), source, output];
    const { status, stderr } = spawnSync("bash", args, { encoding: "utf8" });
    const reason = "the file would exceed the size limit";
    expect(stderr).toBe(
      `output.write: ${join(output, `walk.${kind}`)}: can't be written: ${reason}\n`,
    );
    expect(status).toBe(1);
    expect(readdirSync(join(folder, "labelled"))).toEqual([]);
  });
});

const isRoot = process.getuid?.() === 0;
const nobody = 65534;

describe("a folder that can't be written to", () => {
  it.skipIf(!isRoot)(
    "is output.write with the system's reason (as another user; skipped unless root)",
    async () => {
      const { folder, source, script } = await prepared("mcap");
      mkdirSync(join(folder, "locked"), { mode: 0o555 });
      const args = [script(false), source, join(folder, "locked", "walk")];
      const { stderr, status } = spawnSync(process.execPath, args, {
        encoding: "utf8",
        uid: nobody,
        gid: nobody,
      });
      expect(stderr).toContain(
        `output.write: ${join(folder, "locked", "walk")}: can't be written: permission denied`,
      );
      expect(status).toBe(1);
    },
  );

  it.skipIf(!isRoot)(
    "can be read from, SQLite too (as another user; skipped unless root)",
    async () => {
      const { folder, source, script } = await prepared("db3");
      chmodSync(source, 0o444);
      chmodSync(folder, 0o555);
      const out = temporary();
      chmodSync(out, 0o777);
      chmodSync(folder, 0o755);
      const path = script(false);
      chmodSync(folder, 0o555);
      const { stderr, status } = spawnSync(process.execPath, [path, source, join(out, "walk")], {
        encoding: "utf8",
        uid: nobody,
        gid: nobody,
      });
      expect([stderr, status]).toEqual(["", 0]);
      expect(readdirSync(join(out, "walk"))).toEqual(["metadata.yaml", "walk.db3"]);
      chmodSync(folder, 0o755);
    },
  );
});
