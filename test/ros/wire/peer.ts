import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { type Process, root, run, until } from "./processes.js";

export type Json = { readonly [key: string]: unknown };

export interface Offer {
  readonly type: string;
  readonly reliability?: "reliable" | "best_effort";
  readonly durability?: "volatile" | "transient_local";
  readonly depth?: number;
}

/** An rclpy node that publishes, listens and calls: everything the tests say to the node goes through a real wire. */
export interface Peer {
  advertise(topic: string, offer: Offer): void;
  unadvertise(topic: string): void;
  publish(topic: string, bytes: Uint8Array): void;
  subscribe(topic: string, offer: Offer): void;
  /** Messages so far on a topic that is subscribed to. */
  messages(topic: string): readonly Json[];
  call(service: string, type: string, request?: Json): Promise<Json>;
  subscribers(topic: string): Promise<number>;
  stop(): Promise<void>;
}

export const startPeer = async (): Promise<Peer> => {
  const script = resolve(root, "test/ros/wire/peer.py");
  const { child, ended, output }: Process = run("python3", ["-u", script]);
  const heard: Json[] = [];
  const received = new Map<string, Json[]>();
  if (!child.stdout || !child.stdin) throw new Error("the peer has no standard streams");
  const { stdin } = child;
  createInterface({ input: child.stdout }).on("line", (line) => {
    const said: Json = JSON.parse(line);
    if (typeof said.topic !== "string") return void heard.push(said);
    const list = received.get(said.topic) ?? [];
    received.set(said.topic, [...list, said.message as Json]);
  });
  let calls = 0;
  const tell = (command: Json): void => void stdin.write(`${JSON.stringify(command)}\n`);
  const answer = (what: string, of: (said: Json) => boolean): Promise<Json> =>
    until(what, () => {
      const failed = heard.find(({ error }) => error !== undefined);
      if (failed) throw new Error(`the peer: ${String(failed.error)}`);
      const at = heard.findIndex(of);
      return at >= 0 && heard.splice(at, 1)[0];
    });
  await answer(`the peer; ${output()}`, ({ ready }) => ready === true);

  return {
    advertise: (topic, offer) => tell({ op: "advertise", topic, ...offer }),
    unadvertise: (topic) => tell({ op: "unadvertise", topic }),
    publish: (topic, bytes) =>
      tell({ op: "publish", topic, bytes: Buffer.from(bytes).toString("base64") }),
    subscribe: (topic, offer) => {
      received.set(topic, []);
      tell({ op: "subscribe", topic, ...offer });
    },
    messages: (topic) => received.get(topic) ?? [],
    call: async (service, type, request = {}) => {
      const id = ++calls;
      tell({ op: "call", id, service, type, request });
      return (await answer(service, ({ call }) => call === id)).response as Json;
    },
    subscribers: async (topic) => {
      tell({ op: "counts", topic });
      return Number((await answer(topic, ({ counts }) => counts === topic)).subscribers);
    },
    stop: async () => {
      child.kill("SIGINT");
      await ended;
    },
  };
};
