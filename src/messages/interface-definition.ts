import { readFileSync } from "node:fs";
import { SpatialRewardError } from "../core/index.js";
import { shortTypeName } from "./message-type.js";
import { standardBody } from "./standard-definition.js";

/** The types of our topics, as ROS 2 names them. */
export const interfaceTypes = {
  reward: "spatial_reward/msg/RewardStamped",
  facts: "spatial_reward/msg/SpatialFactArray",
} as const;

const ownPackage = "spatial_reward/";
const ownMessages = [
  "DistanceEstimate",
  "RewardStamped",
  "RewardTerm",
  "SpatialFact",
  "SpatialFactArray",
] as const;
const primitives =
  /^(bool|byte|char|float32|float64|u?int(8|16|32|64)|w?string|time|duration)(<=\d+)?$/;
const separator = "=".repeat(80);

const bodies = new Map<string, string>();

/** The text of msg/<Name>.msg, which is the one source of our interfaces; read when first asked for. */
const ownBody = (type: string): string | undefined => {
  const name = type.slice(ownPackage.length);
  if (!type.startsWith(ownPackage) || !ownMessages.some((own) => own === name)) return undefined;
  const known = bodies.get(name);
  if (known !== undefined) return known;
  const text = readFileSync(new URL(`../../msg/${name}.msg`, import.meta.url), "utf8").trimEnd();
  bodies.set(name, text);
  return text;
};

/** Complex types that a definition's fields are of, in the order they are met; `package/Name`. */
const fieldTypes = (body: string, ownPackageName: string): string[] =>
  body
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line !== "" && !/^\S+\s+\w+\s*=/.test(line))
    .map((line) => (line.split(/\s+/)[0] ?? "").replace(/\[.*\]$/, ""))
    .filter((type) => !primitives.test(type))
    .map((type) => shortTypeName(type.includes("/") ? type : `${ownPackageName}/${type}`));

/**
 * The flattened definition that rosbag2 stores in MCAP (encoding ros2msg) for one of our types or one of the
 * well-known ones: its own text, then every type it is built from, each once, under a line of 80 "=".
 * Undefined for any other type.
 */
export const knownDefinition = (type: string): string | undefined => {
  const root = shortTypeName(type);
  const bodyOf = (name: string): string | undefined => ownBody(name) ?? standardBody(name);
  const first = bodyOf(root);
  if (first === undefined) return undefined;
  const sections = new Map([[root, first]]);
  for (const [name, body] of sections)
    for (const needed of fieldTypes(body, name.split("/")[0] ?? "")) {
      const text = bodyOf(needed);
      if (text === undefined) return undefined;
      if (!sections.has(needed)) sections.set(needed, text);
    }
  sections.delete(root);
  const nested = [...sections].map(([name, body]) => `${separator}\nMSG: ${name}\n${body}`);
  return `${[first, ...nested].join("\n")}\n`;
};

/** @throws SpatialRewardError message.schema for a type that neither we nor ROS's common packages define */
export const interfaceDefinition = (type: string): string => {
  const definition = knownDefinition(type);
  if (definition === undefined)
    throw new SpatialRewardError("message.schema", `${type}: no definition of it is known`);
  return definition;
};
