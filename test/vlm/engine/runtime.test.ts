import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { env } from "onnxruntime-common";
import { afterAll, describe, expect, it } from "vitest";
import { findRuntime, loadRuntime, serves } from "../../../src/vlm/engine/runtime.js";
import { coded } from "../fakes.js";

const work = mkdtempSync(join(tmpdir(), "runtime-"));
afterAll(() => rmSync(work, { recursive: true }));

/** A package of that version; the manifest's path. */
const packageOf = (version: string): string => {
  const path = join(work, version, "package.json");
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify({ version }));
  return path;
};

const needed = env.versions.common;
const carried = packageOf(needed);
const older = packageOf("0.9.0");

describe("serves", () => {
  it.each([
    ["1.30.0", true],
    ["1.30.1", true],
    ["1.100.0", true],
    ["1.31.0-dev.20260914-8d85527a0", true],
    ["1.29.9", false],
    ["1.4.0", false],
    ["2.0.0", false],
    ["11.30.0", false],
  ])("%s for what needs 1.30.0: %s", (version, yes) => {
    expect(serves(version, "1.30.0")).toBe(yes);
  });
});

describe("findRuntime", () => {
  it.each(["{}", "null", '{"version":1}'])(
    "refuses a manifest that says no version: %s",
    (text) => {
      const own = join(work, "unsaid.json");
      writeFileSync(own, text);
      expect(() => findRuntime({ own, carried })).toThrow(
        coded("model.failed", "must say its version"),
      );
    },
  );

  it("takes the one that is installed, else the one that is carried", () => {
    const own = join(work, "own", "package.json");
    mkdirSync(dirname(own));
    writeFileSync(own, JSON.stringify({ version: needed }));
    expect(findRuntime({ own, carried })).toMatchObject({ folder: dirname(own), carried: false });
    expect(findRuntime({ own: undefined, carried })).toEqual({
      folder: dirname(carried),
      version: needed,
      carried: true,
    });
  });

  it("leaves one that is too old alone: another package may have brought it", () => {
    expect(findRuntime({ own: older, carried })).toMatchObject({ version: needed, carried: true });
  });

  it.each([
    [undefined, "got none"],
    [older, "got 0.9.0"],
  ])("says what is missing where nothing is carried", (own, says) => {
    expect(() => findRuntime({ own, carried: undefined })).toThrow(coded("model.failed", says));
  });
});

describe("loadRuntime", () => {
  it("has what the engine runs on", () => {
    const names = loadRuntime()
      .listSupportedBackends()
      .map(({ name }) => name);
    expect(names).toContain("cpu");
  });

  it("names the machine that it has no build for", () => {
    const machine = `${process.platform}/${process.arch}`;
    expect(() => loadRuntime(findRuntime({ own: undefined, carried }))).toThrow(
      coded("model.failed", machine),
    );
  });

  it("refuses what is something else", () => {
    const folder = join(work, "other");
    mkdirSync(join(folder, "dist"), { recursive: true });
    writeFileSync(join(folder, "dist", "index.js"), "");
    expect(() => loadRuntime({ folder, version: needed, carried: false })).toThrow(
      coded("model.failed", "must be onnxruntime-node"),
    );
  });
});
