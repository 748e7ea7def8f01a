import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SpatialRewardError } from "../core/index.js";

const folders = ["msg", "srv", "action"] as const;

/** This package's root: two folders above, from `src` as from `dist`. */
const packageRoot = (): string => fileURLToPath(new URL("../..", import.meta.url));

/** Our definitions, `srv/SetTask.srv` -> text. */
export const ownInterfaces = (root = packageRoot()): ReadonlyMap<string, string> =>
  new Map(
    folders.flatMap((folder) =>
      readdirSync(join(root, folder))
        .filter((name) => name.endsWith(`.${folder}`))
        .sort()
        .map(
          (name) => [`${folder}/${name}`, readFileSync(join(root, folder, name), "utf8")] as const,
        ),
    ),
  );

const readIn = (prefix: string, name: string): string | undefined => {
  try {
    return readFileSync(join(prefix, "share", "spatial_reward", name), "utf8");
  } catch {
    // Not there: an overlay below may have it, and if none has, that is told.
    return undefined;
  }
};

/** The first overlay counts, as ROS has it. */
const installed = (prefixes: readonly string[], name: string): string | undefined => {
  for (const prefix of prefixes) {
    const text = readIn(prefix, name);
    if (text !== undefined) return text;
  }
  return undefined;
};

const remedy = "run scripts/ros-build.sh, then source the workspace's install/local_setup.bash";

/** A type's fields in order, "string[] questions": what code that was generated from it depends on. */
export const fieldsOf = (section: string): readonly string[] =>
  section
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line !== "" && !/^\S+\s+\w+\s*=/.test(line))
    .map((line) => line.split(/\s+/).join(" "));

/**
 * That the sourced workspace was built from this program's definitions.
 * @throws SpatialRewardError ros.interfaces
 */
export const checkInstalled = (
  ament: string,
  own: ReadonlyMap<string, string> = ownInterfaces(),
): void => {
  const prefixes = ament.split(":").filter((prefix) => prefix !== "");
  for (const [name, text] of own) {
    const there = installed(prefixes, name);
    if (there === undefined)
      throw new SpatialRewardError(
        "ros.interfaces",
        `the sourced workspaces have no spatial_reward/${name}; ${remedy}`,
      );
    if (there.trim() !== text.trim())
      throw new SpatialRewardError(
        "ros.interfaces",
        `spatial_reward/${name} was built from another definition than this program's; ${remedy}`,
      );
  }
};

/** Sections of a service: request and response; of an action: goal, result, feedback. */
export const sectionsOf = (text: string): readonly string[] => text.split(/^---\s*$/m);

/**
 * That rclnodejs's generated code has the same fields as a definition; with others it would crash.
 * @throws SpatialRewardError ros.interfaces
 */
export const checkGenerated = (
  name: string,
  section: string,
  generated: readonly string[],
): void => {
  const own = fieldsOf(section);
  if (own.join("; ") === generated.join("; ")) return;
  throw new SpatialRewardError(
    "ros.interfaces",
    `rclnodejs's code for spatial_reward/${name} was generated from other fields (${generated.join("; ")}) than this program's (${own.join("; ")}); ${remedy}`,
  );
};
