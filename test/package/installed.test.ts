import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { findRuntime, loadRuntime } from "../../src/vlm/engine/runtime.js";
import { repository, textOf } from "./repository.js";

const versions = z.record(z.string(), z.string());

const ours = z
  .object({
    scripts: versions,
    files: z.array(z.string()),
    bundleDependencies: z.array(z.string()),
    imports: versions,
    dependencies: versions,
    devDependencies: versions,
    peerDependencies: versions,
    peerDependenciesMeta: z.record(z.string(), z.object({ optional: z.boolean() })),
  })
  .parse(JSON.parse(textOf("package.json")));

const { packages } = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        dev: z.boolean().optional(),
        optional: z.boolean().optional(),
        hasInstallScript: z.boolean().optional(),
      }),
    ),
  })
  .parse(JSON.parse(textOf("package-lock.json")));

const source = join(repository, "node_modules/onnxruntime-node");
const carried = join(repository, "dist/onnxruntime");

const bindingsOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".node"))
    .sort();

describe("what installs with the package", () => {
  it("has no install step that can fail the whole", () => {
    const steps = Object.entries(packages)
      .filter(([, { dev, optional, hasInstallScript }]) => hasInstallScript && !dev && !optional)
      .map(([path]) => path);
    // protobufjs's only compares versions, and warns.
    expect(steps).toEqual(["node_modules/protobufjs"]);
  });

  it("doesn't bring onnxruntime-node, and fits whichever a project has", () => {
    expect(ours.dependencies).not.toHaveProperty("onnxruntime-node");
    expect(ours.peerDependencies["onnxruntime-node"]).toBe("*");
    expect(ours.peerDependenciesMeta["onnxruntime-node"]).toEqual({ optional: true });
  });

  it("brings exactly the API that the carried build was made for", () => {
    const { dependencies } = z
      .object({ dependencies: versions })
      .parse(JSON.parse(textOf("node_modules/onnxruntime-node/package.json")));
    expect(ours.dependencies["onnxruntime-common"]).toBe(dependencies["onnxruntime-common"]);
    expect(ours.devDependencies["onnxruntime-node"]).toBe(ours.dependencies["onnxruntime-common"]);
  });
});

describe("what imports tslib without declaring it", () => {
  it("is bundled, so that it finds ours in every layout of node_modules", () => {
    expect(ours.bundleDependencies).toEqual(["@foxglove/rosmsg-serialization"]);
    expect(ours.dependencies).toHaveProperty("tslib");
    const { dependencies } = z
      .object({ dependencies: versions })
      .parse(JSON.parse(textOf("node_modules/@foxglove/rosmsg-serialization/package.json")));
    expect(dependencies).not.toHaveProperty("tslib"); // once it does, it need not be bundled
  });
});

describe("the carried runtime", () => {
  beforeAll(() => {
    execFileSync("node", [join(repository, "scripts/onnxruntime.mjs")]);
  });

  it("is made before a package is, and is in it", () => {
    expect(ours.scripts.prepack).toContain("node scripts/onnxruntime.mjs");
    expect(ours.files).toContain("dist");
    expect(join(repository, ours.imports["#onnxruntime"] ?? "")).toBe(
      join(carried, "package.json"),
    );
  });

  it("has every platform's binding with its library, and the licence", () => {
    const bindings = bindingsOf(carried);
    expect(bindings).toEqual(bindingsOf(source));
    for (const path of bindings)
      expect(readdirSync(join(carried, path, "..")), path).toHaveLength(2);
    for (const name of ["LICENSE", "ThirdPartyNotices.txt"])
      expect(existsSync(join(carried, name)), name).toBe(true);
  });

  it("loads, and computes on the CPU", () => {
    const found = findRuntime({ own: undefined, carried: join(carried, "package.json") });
    const names = loadRuntime(found)
      .listSupportedBackends()
      .map(({ name }) => name);
    expect(names).toContain("cpu");
  });
});
