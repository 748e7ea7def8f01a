import { readFile } from "node:fs/promises";
import { SpatialRewardError, type Stamp } from "../core/index.js";
import type { EpisodeSplit } from "../scene/index.js";

const allowed =
  "topic:NAME, gap:SECONDS or file:PATH (a file of start stamps in nanoseconds, one a line)";

const refuse = (text: string): never => {
  throw new SpatialRewardError("usage.argument", `--episodes must be ${allowed}; got "${text}"`);
};

const stampsIn = (text: string, path: string): readonly Stamp[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) =>
      /^\d+$/.test(line) ? BigInt(line) : refuse(`file:${path}" with the line "${line}`),
    )
    .sort((a, b) => (a < b ? -1 : 1));

const readStarts = async (path: string): Promise<EpisodeSplit> => {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SpatialRewardError("usage.argument", `--episodes: can't read "${path}": ${why}`);
  });
  return { kind: "starts", stamps: stampsIn(text, path) };
};

/** @throws SpatialRewardError usage.argument */
export const parseEpisodeSplit = async (text: string): Promise<EpisodeSplit> => {
  const [kind, value] = [text.slice(0, text.indexOf(":")), text.slice(text.indexOf(":") + 1)];
  if (kind === "file" && value !== "") return readStarts(value);
  if (kind === "topic" && value.startsWith("/")) return { kind: "topic", topic: value };
  if (kind === "gap" && Number(value) > 0) return { kind: "gap", seconds: Number(value) };
  return refuse(text);
};
