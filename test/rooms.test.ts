import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../src");

/** Lowest first; a room imports only from rooms that stand before it. Rooms on one line don't know each other. */
const order = [
  ["core"],
  ["vqa", "reward", "estimate", "hand-eye"],
  ["vlm", "messages"],
  ["scene"],
  ["pipeline"],
  ["reason"],
  ["bag"],
  ["video"],
  ["source"],
  ["live"],
  ["ros", "foxglove", "play", "gazebo"],
  ["web"],
  ["dataset"],
  ["label"],
  ["eval", "calibrate", "export", "batch", "data-engine"],
  ["view"],
  ["cli", "bench", "index.ts"],
];

/** What a room may import, where that is less than everything below it. */
const only: Record<string, readonly string[]> = {
  vlm: ["core", "vqa"],
  messages: ["core", "reward"],
  scene: ["core", "messages"],
  "hand-eye": ["core"],
  reason: ["core", "vqa", "reward", "estimate", "vlm", "pipeline"],
  bag: ["core", "messages"],
  video: ["core", "messages", "bag"],
  source: ["core", "messages", "bag", "video"],
};

/** Each outside world has one folder that knows it. */
const owners: Record<string, readonly string[]> = {
  "onnxruntime-node": ["vlm"],
  "onnxruntime-common": ["vlm"],
  "@huggingface/tokenizers": ["vlm"],
  "@huggingface/jinja": ["vlm"],
  "@huggingface/transformers": ["bench"],
  "@petamoriken/float16": ["vlm"],
  "@bufbuild/protobuf": ["vlm", "messages", "export"],
  openai: ["vlm"],
  cockatiel: ["vlm"],
  "p-retry": ["vlm"],
  cacache: ["vlm"],
  sharp: ["vlm", "messages", "web", "export", "data-engine", "cli", "bench"],
  "ml-matrix": ["hand-eye"],
  yaml: ["reward", "messages", "bag", "ros"],
  rxjs: ["pipeline", "live"],
  rclnodejs: ["ros"],
  "@mcap/": ["bag"],
  "@foxglove/rosbag": ["bag"],
  "@foxglove/ws-protocol": ["foxglove"],
  ws: ["foxglove"],
  "@foxglove/rosmsg": ["messages"],
  "@foxglove/rosmsg-serialization": ["messages"],
  "@foxglove/rosmsg2-serialization": ["messages"],
  "@foxglove/ros2idl-parser": ["messages"],
  "node-sqlite3-wasm": ["bag"],
  commander: ["cli"],
  "cli-progress": ["cli"],
  uplot: ["web"],
  send: ["view"],
  hyparquet: ["source", "export"],
  "node-av": ["video"],
  h5wasm: ["export"],
  "crc-32": ["export"],
};

/** No clock, no chance of their own, no environment, no I/O. */
const pure = ["core", "vqa", "reward", "estimate", "hand-eye", "scene"];
const impure = /\b(Date\.now|new Date\(|performance\.|Math\.random|process\.|node:)/;

interface Import {
  readonly file: string;
  readonly from: string;
  readonly specifier: string;
}

const roomOf = (path: string): string => relative(root, path).split(sep)[0] ?? "";

const sources = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => join(root, path));

const importsOf = (file: string): Import[] =>
  [
    ...readFileSync(file, "utf8").matchAll(
      /(?:^|[\s;}])(?:import|export)\s(?:[^"';]*?\sfrom\s)?\s*"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/g,
    ),
  ].map((match) => ({
    file: relative(root, file),
    from: roomOf(file),
    specifier: match[1] ?? match[2] ?? "",
  }));

const imports = sources.flatMap(importsOf);
const storey = (room: string): number => order.findIndex((rooms) => rooms.includes(room));

const target = ({ file, specifier }: Import): string =>
  resolve(root, dirname(file), specifier).replace(/\.js$/, ".ts");

const between = imports.filter(
  (each) => each.specifier.startsWith(".") && roomOf(target(each)) !== each.from,
);

const shown = ({ file, specifier }: Import): string => `${file} imports ${specifier}`;

describe("the rooms of the house", () => {
  it("finds the source and its imports", () => {
    expect(sources.length).toBeGreaterThan(20);
    expect(between.length).toBeGreaterThan(10);
  });

  it("knows every room", () => {
    const unknown = [...new Set(sources.map(roomOf))].filter((room) => storey(room) < 0);
    expect(unknown).toEqual([]);
  });

  it("imports only downwards", () => {
    const upwards = between.filter((each) => storey(roomOf(target(each))) >= storey(each.from));
    expect(upwards.map(shown)).toEqual([]);
  });

  it("keeps to the narrower lists of the rooms that have one", () => {
    const outside = between.filter(
      (each) => !(only[each.from]?.includes(roomOf(target(each))) ?? true),
    );
    expect(outside.map(shown)).toEqual([]);
  });

  it("enters another room by its index only", () => {
    const windows = between.filter((each) => !each.specifier.endsWith("/index.js"));
    expect(windows.map(shown)).toEqual([]);
  });

  it("imports only files that exist", () => {
    const broken = imports.filter(
      (each) => each.specifier.startsWith(".") && !existsSync(target(each)),
    );
    expect(broken.map(shown)).toEqual([]);
  });

  it("lets one room know each outside world", () => {
    const strays = imports.filter(({ specifier, from }) =>
      Object.entries(owners).some(
        ([name, rooms]) =>
          (specifier === name || specifier.startsWith(`${name.replace(/\/$/, "")}/`)) &&
          !rooms.includes(from),
      ),
    );
    expect(strays.map(shown)).toEqual([]);
  });

  it.each(pure)("%s has no clock, chance, environment or I/O", (room) => {
    const broken = sources
      .filter((file) => roomOf(file) === room)
      .filter((file) =>
        impure.test(readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "")),
      );
    expect(broken.map((file) => relative(root, file))).toEqual([]);
  });
});
