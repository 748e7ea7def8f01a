import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, matchesGlob } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { itWithCommand, repository, textOf } from "./repository.js";

interface Instruction {
  readonly name: string;
  readonly rest: string;
}

/** The Dockerfile's instructions by stage, the one line each. */
const stagesOf = (dockerfile: string): readonly (readonly Instruction[])[] => {
  const stages: Instruction[][] = [[]];
  const lines = dockerfile
    .replace(/^#.*\n/gm, "")
    .replace(/\\\n\s*/g, "")
    .split("\n");
  for (const line of lines) {
    const [, name, rest] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
    if (name === undefined || rest === undefined) continue;
    if (name === "FROM") stages.push([]);
    stages.at(-1)?.push({ name, rest });
  }
  return stages;
};

const stages = stagesOf(textOf("Dockerfile"));
const instructions = stages.flat();
const of = (stage: readonly Instruction[], name: string): readonly string[] =>
  stage.filter((each) => each.name === name).map(({ rest }) => rest);

const stageNamed = (name: string): readonly Instruction[] =>
  stages.find((stage) => of(stage, "FROM")[0]?.endsWith(` AS ${name}`)) ?? [];

/** What is copied from the repository, not from another stage. */
const copied = of(instructions, "COPY")
  .filter((rest) => !rest.includes("--from="))
  .flatMap((rest) =>
    rest
      .split(" ")
      .filter((word) => !word.startsWith("--"))
      .slice(0, -1),
  );

const sent = textOf(".dockerignore")
  .split("\n")
  .filter((line) => line.startsWith("!"))
  .map((line) => line.slice(1));

describe("the container", () => {
  it("copies what exists, and what .dockerignore lets through", () => {
    expect(copied.length).toBeGreaterThan(10);
    expect(copied.filter((path) => !existsSync(join(repository, path)))).toEqual([]);
    const held = copied.filter((path) => !sent.some((glob) => matchesGlob(path, glob)));
    expect(held).toEqual([]);
  });

  it("sends nothing that it doesn't copy", () => {
    const unused = sent.filter((glob) => !copied.some((path) => matchesGlob(path, glob)));
    expect(unused).toEqual([]);
  });

  it("copies every room that the build and the ROS package need", () => {
    const folders = /install\(DIRECTORY ([^)]*?) DESTINATION/.exec(textOf("CMakeLists.txt"))?.[1];
    const needed = [...(folders ?? "").split(/\s+/), "msg", "src", "models", "package-lock.json"];
    expect(needed.filter((path) => !copied.some((each) => each.split("/")[0] === path))).toEqual(
      [],
    );
  });

  it("is built for a distribution, Jazzy unless told otherwise", () => {
    expect(of(instructions, "ARG")).toContain("ROS_DISTRO=jazzy");
    const bases = of(stageNamed("build"), "FROM");
    expect(bases).toEqual([expect.stringMatching(/^ros:\$\{ROS_DISTRO\}-ros-base /)]);
  });

  it("has a Node that the package takes", () => {
    const image = /^NODE_IMAGE=node:(\d+)/.exec(of(instructions, "ARG")[1] ?? "")?.[1];
    const { engines } = z
      .object({ engines: z.object({ node: z.string() }) })
      .parse(JSON.parse(textOf("package.json")));
    expect(engines.node).toMatch(new RegExp(`^>=${image}\\.`));
  });

  it("has no compiler in the stage that runs, and isn't root there", () => {
    const runtime = stageNamed("runtime");
    expect(of(runtime, "FROM")[0]).toMatch(/-ros-core AS/);
    expect(of(runtime, "RUN").join("\n")).not.toMatch(/build-essential|gcc|g\+\+|clang|colcon/);
    expect(of(runtime, "USER")).toEqual(["10001"]);
    expect(stages.at(-1)).toEqual([{ name: "FROM", rest: "runtime AS live" }]);
    for (const stage of stages.slice(1)) {
      const users = of(stage, "USER");
      expect(users.at(-1) ?? "10001").toBe("10001");
    }
  });

  it("gets signals, and says how it is", () => {
    const runtime = stageNamed("runtime");
    expect(of(runtime, "ENTRYPOINT")).toEqual(['["spatial-reward-entrypoint"]']);
    expect(textOf("docker/entrypoint.sh")).toMatch(/^exec "\$@"$/m);
    expect(of(runtime, "HEALTHCHECK")).toHaveLength(1);
  });

  itWithCommand("has nothing that hadolint objects to", ["hadolint"], (hadolint) => {
    const { stdout, status } = spawnSync(hadolint, [join(repository, "Dockerfile")], {
      encoding: "utf8",
    });
    expect({ stdout, status }).toEqual({ stdout: "", status: 0 });
  });
});

const service = z.object({
  image: z.string(),
  profiles: z.array(z.string()),
  command: z.array(z.string()),
  build: z.union([z.string(), z.object({ context: z.string(), target: z.string() })]),
  volumes: z.array(z.string()).optional(),
  depends_on: z.record(z.string(), z.unknown()).optional(),
});

const compose = z
  .object({ services: z.record(z.string(), service) })
  .parse(parse(textOf("compose.yaml"), { merge: true }));

const services = Object.entries(compose.services);

const programs = /foreach\(program ([^)]+)\)/.exec(textOf("CMakeLists.txt"))?.[1]?.split(" ");

/** Profiles and files with their defaults: `${BAG:-./x}` is ./x. */
const withDefaults = (text: string): string => text.replace(/\$\{\w+:-([^}]*)\}/g, "$1");

describe("compose.yaml", () => {
  it("has a profile each for the node, a recording and Gazebo", () => {
    const profiles = new Set(services.flatMap(([, { profiles: some }]) => some));
    expect([...profiles].sort()).toEqual(["bridge", "gazebo", "player"]);
  });

  it.each(services)(
    "%s builds a stage that exists and mounts what exists",
    (_, { build, volumes }) => {
      if (typeof build !== "string") expect(stageNamed(build.target)).not.toEqual([]);
      for (const volume of volumes ?? []) {
        const [source = ""] = withDefaults(volume).split(":");
        expect(existsSync(join(repository, source)), source).toBe(true);
      }
    },
  );

  it.each(services)("%s starts what the package has", (_, { command }) => {
    const [ros2, verb, name, what = ""] = command;
    expect([ros2, name]).toEqual(["ros2", "spatial_reward"]);
    if (verb === "launch") expect(existsSync(join(repository, "launch", what))).toBe(true);
    else expect(programs).toContain(what);
  });

  it("depends only on services of the same profile", () => {
    for (const [, { profiles, depends_on: needed = {} }] of services) {
      for (const name of Object.keys(needed)) {
        expect(compose.services[name]?.profiles).toEqual(expect.arrayContaining(profiles));
      }
    }
  });
});
