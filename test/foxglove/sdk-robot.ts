import { type ChildProcessByStdio, execFileSync, spawn } from "node:child_process";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { z } from "zod";
import { channelOf, type RobotServer } from "./robot-server.js";

/** A Python that has the Foxglove SDK (pip install foxglove-sdk). */
const python = process.env.FOXGLOVE_PYTHON ?? "python3";

export const hasSdk = ((): boolean => {
  try {
    execFileSync(python, ["-c", "import foxglove; foxglove.start_server"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

export const unlessSdk = hasSdk
  ? ""
  : ` (skipped: ${python} has no foxglove-sdk; FOXGLOVE_PYTHON names one that has)`;

const script = resolve(import.meta.dirname, "../fixtures/foxglove/sdk_server.py");

const said = z.discriminatedUnion("op", [
  z.object({ op: z.literal("up"), port: z.number() }),
  z.object({ op: z.literal("subscribed"), topic: z.string() }),
  z.object({
    op: z.literal("advertised"),
    topic: z.string(),
    type: z.string(),
    encoding: z.string(),
  }),
  z.object({ op: z.literal("message"), topic: z.string(), data: z.string() }),
]);

type Child = ChildProcessByStdio<Writable, Readable, null>;

const isUp = (url: () => string): Promise<void> =>
  new Promise((found) => {
    const looking = setInterval(() => {
      if (url() === "") return;
      clearInterval(looking);
      found();
    }, 20);
  });

/** A server of the Foxglove SDK, which also says things in its own words. */
export interface SdkRobot extends RobotServer {
  /** The SDK's own message of a type, in its own encoding. */
  publishTyped(topic: string, type: string, time: bigint, fields: object): void;
}

/** A robot that is a server of the Foxglove SDK, which takes what clients publish in these encodings. */
export const startSdkRobot = async (encodings: readonly string[], port = 0): Promise<SdkRobot> => {
  const child: Child = spawn(python, [script, String(port), ...encodings], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const subscribed = new Set<string>();
  const announced: { readonly topic: string; readonly encoding: string }[] = [];
  const received = new Map<string, Uint8Array[]>();
  let url = "";
  createInterface({ input: child.stdout }).on("line", (line) => {
    const message = said.parse(JSON.parse(line));
    if (message.op === "up") url = `ws://127.0.0.1:${message.port}`;
    else if (message.op === "subscribed") subscribed.add(message.topic);
    else if (message.op === "advertised") announced.push(message);
    else
      received.set(message.topic, [
        ...(received.get(message.topic) ?? []),
        new Uint8Array(Buffer.from(message.data, "base64")),
      ]);
  });
  const say = (message: object): void => void child.stdin.write(`${JSON.stringify(message)}\n`);
  await isUp(() => url);
  return {
    url,
    advertise: (topic) => {
      const { encoding, schemaName: name, schemaEncoding } = channelOf(topic);
      const data = Buffer.from(topic.definition).toString("base64");
      const schema = { name, encoding: schemaEncoding, data };
      say({ op: "advertise", topic: topic.topic, encoding, schema });
    },
    publish: (topic, time, bytes) =>
      say({
        op: "publish",
        topic,
        time: Number(time),
        data: Buffer.from(bytes).toString("base64"),
      }),
    publishTyped: (topic, type, time, fields) =>
      say({ op: "typed", topic, type, time: Number(time), fields }),
    isSubscribed: (topic) => subscribed.has(topic),
    announced,
    received: (topic) => received.get(topic) ?? [],
    stop: async () => {
      child.stdin.end();
      child.kill();
    },
  };
};
