import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { errorNumbers } from "../../src/ros/error-numbers.js";
import {
  checkGenerated,
  checkInstalled,
  fieldsOf,
  ownInterfaces,
  sectionsOf,
} from "../../src/ros/interfaces.js";

const definitions = [...ownInterfaces()];

describe("the package's interfaces", () => {
  it("are all built by CMakeLists.txt, and nothing else is", async () => {
    const cmake = await readFile("CMakeLists.txt", "utf8");
    const listed = [...cmake.matchAll(/^ {2}((?:msg|srv|action)\/\w+\.\w+)$/gm)].map(
      ([, name]) => name,
    );
    expect(listed.sort()).toEqual(definitions.map(([name]) => name).sort());
  });

  it("depend on the packages that package.xml and CMakeLists.txt name", async () => {
    const used = new Set(
      definitions.flatMap(([, text]) =>
        sectionsOf(text).flatMap((section) =>
          fieldsOf(section).flatMap((field) => /^(\w+)\//.exec(field)?.[1] ?? []),
        ),
      ),
    );
    const cmake = await readFile("CMakeLists.txt", "utf8");
    const listed = /DEPENDENCIES ([\w ]+)/.exec(cmake)?.[1]?.trim().split(" ");
    expect(listed?.sort()).toEqual([...used].sort());
    const manifest = await readFile("package.xml", "utf8");
    for (const name of used) expect(manifest).toContain(`<depend>${name}</depend>`);
  });

  it("have the version of the npm package", async () => {
    const { version } = JSON.parse(await readFile("package.json", "utf8"));
    expect(await readFile("package.xml", "utf8")).toContain(`<version>${version}</version>`);
  });
});

describe("error codes", () => {
  const constants = definitions.flatMap(([name, text]) =>
    [...text.matchAll(/^uint16 ([A-Z_]+)=(\d+)$/gm)].map(
      ([, constant = "", value]) => [`${name} ${constant}`, constant, Number(value)] as const,
    ),
  );

  it("of services and actions are those that the node answers with", () => {
    const known: Readonly<Record<string, number>> = errorNumbers;
    for (const [where, constant, value] of constants)
      expect([where, known[constant]]).toEqual([where, value]);
    const used = new Set(constants.map(([, constant]) => constant));
    expect(Object.keys(errorNumbers).filter((name) => !used.has(name))).toEqual([]);
  });
});

/** A prefix in which our definitions are installed. */
const prefix = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "prefix-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const kind of ["msg", "srv", "action"])
    await cp(kind, join(folder, "share/spatial_reward", kind), { recursive: true });
  return folder;
};

describe("the sourced workspace", () => {
  it("fits when it was built from these definitions, wherever it stands in the path", async () => {
    const there = await prefix();
    expect(() => checkInstalled(`/opt/ros/jazzy:${there}`)).not.toThrow();
  });

  it("that lacks them, or has others, is refused with what to do", async () => {
    expect(() => checkInstalled("/opt/ros/jazzy")).toThrow(
      /the sourced workspaces have no spatial_reward\/msg\/DistanceEstimate.msg; run scripts\/ros-build.sh/,
    );
    const there = await prefix();
    await writeFile(join(there, "share/spatial_reward/srv/SetTask.srv"), "string other\n---\n");
    expect(() => checkInstalled(there)).toThrow(
      /srv\/SetTask.srv was built from another definition/,
    );
  });
});

describe("generated code", () => {
  const text = "# why\nuint8 ONE=1\nuint8 kind # inline\nfloat64[2]   pixel\n";

  it("fits when it has the definition's fields, in order", () => {
    expect(fieldsOf(text)).toEqual(["uint8 kind", "float64[2] pixel"]);
    expect(() => checkGenerated("x", text, ["uint8 kind", "float64[2] pixel"])).not.toThrow();
  });

  it.each([
    [["uint8 kind"]],
    [["float64[2] pixel", "uint8 kind"]],
    [["uint16 kind", "float64[2] pixel"]],
  ])("with %j does not", (fields) => {
    expect(() => checkGenerated("x", text, fields)).toThrow(/generated from other fields/);
  });
});
