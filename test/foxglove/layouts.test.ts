import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "@foxglove/rosmsg";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Channel } from "../../src/foxglove/thread.js";
import { startRobot } from "./robot-server.js";
import { imageTopic } from "./topics.js";
import { openViewer } from "./viewer.js";
import { startWatching } from "./watching.js";

const config = (name: string): string =>
  readFileSync(resolve(import.meta.dirname, "../../config", name), "utf8");

/** What the program publishes, as it says itself. */
let channels: readonly Channel[] = [];

beforeAll(async () => {
  const robot = await startRobot();
  robot.advertise(imageTopic);
  const { served, stop } = startWatching(robot.url);
  const viewer = await openViewer(await served);
  const deadline = Date.now() + 10_000;
  while (!viewer.channels.some(({ topic }) => topic === "/diagnostics") && Date.now() < deadline)
    await new Promise((later) => setTimeout(later, 20));
  channels = [...viewer.channels];
  await stop();
  await robot.stop();
}, 60_000);

/** Whether messages of the topic have these fields, one within the other; `[0]` behind those that are lists. */
const hasFields = (topic: string, path: readonly string[]): boolean => {
  const channel = channels.find((each) => each.topic === topic);
  if (channel === undefined) return false;
  const definitions = parse(channel.schema, { ros2: true });
  let within = definitions[0];
  for (const part of path) {
    const [, name, listed] = /^(\w+)(\[\d+\])?$/.exec(part) ?? [];
    const field = within?.definitions.find((each) => each.name === name);
    if (field === undefined || (field.isArray === true) !== (listed !== undefined)) return false;
    within = definitions.find((each) => each.name === field.type);
  }
  return true;
};

/** "/topic.field[0].part": the topic and its fields. */
const fieldPath = (path: string): readonly [string, readonly string[]] => {
  const [topic = "", ...fields] = path.split(".");
  return [topic, fields];
};

const layoutShape = z.object({
  configById: z.record(z.string(), z.record(z.string(), z.unknown())),
  userNodes: z.record(z.string(), z.object({ name: z.string(), sourceCode: z.string() })),
  layout: z.unknown(),
});
const layout = layoutShape.parse(JSON.parse(config("foxglove.json")));

const scriptShape = z.object({
  inputs: z.array(z.string()),
  output: z.string(),
  default: z.custom<(event: object) => unknown>((value) => typeof value === "function"),
});

const script = async () => {
  const [{ sourceCode } = { sourceCode: "" }] = Object.values(layout.userNodes);
  const address = `data:text/javascript,${encodeURIComponent(sourceCode)}`;
  return scriptShape.parse(await import(/* @vite-ignore */ address));
};

/** All texts anywhere in a value. */
const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

describe("config/foxglove.json", () => {
  const paths = textsIn(layout.configById).filter((text) => text.startsWith("/"));

  it("shows the image, distances with bands, potential, reward, success and diagnostics", () => {
    const panels = Object.keys(layout.configById);
    expect(textsIn(layout.layout).filter((text) => text.includes("!"))).toEqual(
      expect.arrayContaining(panels),
    );
    expect(paths.map((path) => fieldPath(path)[0])).toEqual(
      expect.arrayContaining([
        "/spatial_reward/annotated/compressed",
        "/studio_script/distance_bands",
        "/spatial_reward/reward",
        "/spatial_reward/reward/value",
        "/spatial_reward/success",
        "/diagnostics",
      ]),
    );
  });

  it.each(paths.filter((path) => !path.startsWith("/studio_script/")))(
    "%s is published",
    (path) => {
      expect(hasFields(...fieldPath(path))).toBe(true);
    },
  );

  it("draws bands by a script that reads what is published", async () => {
    const { inputs, output, default: run } = await script();
    expect(inputs.every((topic) => hasFields(topic, ["distances[0]"]))).toBe(true);
    for (const field of ["subject", "object", "filtered", "stddev"])
      expect(hasFields(inputs[0] ?? "", ["distances[0]", field])).toBe(true);
    expect(paths.some((path) => path.startsWith(`${output}.distances[0].upper`))).toBe(true);
    const distance = { subject: "gripper", object: "mug", filtered: 0.5, stddev: 0.125 };
    expect(run({ topic: inputs[0], message: { distances: [distance] } })).toEqual({
      distances: [{ name: "gripper to mug", filtered: 0.5, lower: 0.375, upper: 0.625 }],
    });
  });
});

describe("config/plotjuggler.xml", () => {
  const xml = config("plotjuggler.xml");
  const made = [...xml.matchAll(/<snippet name="([^"]+)"/g)].map(([, name]) => name);
  const curves = [...xml.matchAll(/<curve name="([^"]+)"/g)].map(([, name = ""]) => name);
  const sources = [...xml.matchAll(/<(?:linked_source|v1)>([^<]+)</g)].map(([, name = ""]) => name);

  it.each([...new Set([...curves, ...sources])].filter((name) => !made.includes(name)))(
    "%s is published",
    (name) => {
      const topic = channels
        .map((channel) => channel.topic)
        .filter((each) => name.startsWith(`${each}/`))
        .sort((a, b) => b.length - a.length)[0];
      expect(topic).toBeDefined();
      expect(hasFields(topic ?? "", name.slice((topic ?? "").length + 1).split("/"))).toBe(true);
    },
  );

  it("draws the bands that it calculates", () => {
    expect(made).toEqual(["distance lower", "distance upper"]);
    expect(curves).toEqual(expect.arrayContaining(made));
  });
});
