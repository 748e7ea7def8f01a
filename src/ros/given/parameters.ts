import { readFileSync } from "node:fs";
import { isMap, isNode, isScalar, type Node } from "yaml";
import { SpatialRewardError } from "../../core/index.js";
import { reasonOf } from "../../live/index.js";
import { createEntries, type Entries, type Given, parsedYaml } from "./entries.js";

const parametersKey = "ros__parameters";
const anyNode = "/**";

/** What was given for each key of nodes (`/**`, `name`, `/ns/name`), keys in the order of their first appearance. */
type ByNode = Map<string, Entries>;

const entriesOf = (nodes: ByNode, key: string): Entries => {
  const found = nodes.get(key) ?? createEntries();
  nodes.set(key, found);
  return found;
};

const joined = (before: string | undefined, name: string): string =>
  before === undefined ? name : `${before}${before.endsWith("/") ? "" : "/"}${name}`;

/** Keys above ros__parameters may be nested: `robot: { spatial_reward: { ros__parameters: … } }`. */
const takeNodes = (nodes: ByNode, node: Node | null, before: string | undefined): void => {
  if (!isMap(node)) return;
  for (const { key, value } of node.items) {
    if (!isNode(value)) continue;
    const name = isScalar(key) ? String(key.value) : String(key);
    if (!name.startsWith(parametersKey)) takeNodes(nodes, value, joined(before, name));
    else if (before !== undefined) entriesOf(nodes, before).addAll(value);
  }
};

const textOf = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const message = `can't read the parameter file "${path}": ${reasonOf(cause)}`;
    throw new SpatialRewardError("ros.parameters", message, { cause });
  }
};

/** `-p name:=value`, or `-p node:name:=value` */
const takeRule = (nodes: ByNode, rule: string): void => {
  const at = rule.indexOf(":=");
  if (at < 0) return;
  const [full, value] = [rule.slice(0, at), rule.slice(at + 2)];
  const colon = full.indexOf(":");
  const [node, name] = colon < 0 ? [anyNode, full] : [full.slice(0, colon), full.slice(colon + 1)];
  entriesOf(nodes, node).add(name, value);
};

const takeArguments = (argv: readonly string[]): ByNode => {
  const nodes: ByNode = new Map();
  argv.forEach((flag, at) => {
    const value = argv[at + 1];
    if (value === undefined) return;
    if (flag === "-p" || flag === "--param") takeRule(nodes, value);
    if (flag === "--params-file") takeNodes(nodes, parsedYaml(textOf(value)), undefined);
  });
  return nodes;
};

/** rclpy's rule: `/*` stands for one name and `/**` for any number of them. */
const isFor = (key: string, fullName: string): boolean => {
  const rooted = key.startsWith("/") ? key : `/${key}`;
  return new RegExp(`^(?:${rooted.replaceAll("/*", "(/\\w+)")})$`).test(fullName);
};

/**
 * The parameters that ROS arguments give to the node of this full name, exactly as rclpy reads them: files and `-p` in their
 * order; of two keys that both name the node, the one that was first seen later counts. Arguments and files were
 * accepted by rcl before: what it refuses is not looked for here.
 * @throws SpatialRewardError ros.parameters for a file that can't be read
 */
export const givenParameters = (
  argv: readonly string[],
  fullName: string,
): ReadonlyMap<string, Given> =>
  new Map(
    [...takeArguments(argv)].flatMap(([key, entries]) =>
      isFor(key, fullName) ? entries.given() : [],
    ),
  );
