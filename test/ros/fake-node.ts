import type { Closable } from "../../src/live/index.js";
import type { ActionServer, Endpoint, Qos, RosNode, Service } from "../../src/ros/port.js";
import type { ParameterValues } from "../../src/ros/settings.js";

/** A ROS of one process: what the node published, asked for and logged is there to see. */
export interface FakeNode extends RosNode {
  /** As another node's publisher; to whoever subscribes. */
  send(topic: string, bytes: Uint8Array): void;
  published(topic: string): readonly Uint8Array[];
  call(name: string, request: unknown): Promise<unknown>;
  action(name: string): ActionServer;
  /** What is told instead of a parameter's value. */
  shown(name: string): unknown;
  /** Gives the reason where the change is refused. */
  set(
    changes: Readonly<Record<string, string | number | boolean | readonly string[]>>,
  ): string | undefined;
  readonly subscribed: ReadonlyMap<string, { readonly type: string; readonly qos: Qos }>;
  readonly logged: string[];
  endpoints: readonly (Endpoint & { readonly topic: string })[];
  /** How many listen to the node's own topics. */
  listeners: number;
  clock: bigint;
  /** Of every message. */
  fields: readonly string[];
}

interface Heard {
  readonly type: string;
  readonly qos: Qos;
  readonly onBytes: (bytes: Uint8Array) => void;
}

export const fakeNode = (parameters: ParameterValues = new Map()): FakeNode => {
  const subscribed = new Map<string, Heard>();
  const published = new Map<string, Uint8Array[]>();
  const services = new Map<string, Service>();
  const actions = new Map<string, ActionServer>();
  const showing = new Map<string, () => unknown>();
  const logged: string[] = [];
  let check: (changes: ParameterValues) => string | undefined = () => undefined;
  const closing = (map: Map<string, unknown>, key: string): Closable => ({
    close: () => void map.delete(key),
  });
  const log =
    (level: string) =>
    (text: string): void =>
      void logged.push(`${level}: ${text}`);
  const node: FakeNode = {
    name: "/spatial_reward",
    endpoints: [],
    listeners: 0,
    clock: 0n,
    fields: [],
    fieldsOf: () => node.fields,
    logged,
    subscribed,
    log: { debug: log("debug"), info: log("info"), warn: log("warn"), error: log("error") },
    now: () => node.clock,
    resolve: (topic) => topic,
    publishersOf: (wanted) => node.endpoints.filter(({ topic }) => topic === wanted),
    advertise: (_, topic) => ({
      publish: (bytes) => published.set(topic, [...(published.get(topic) ?? []), bytes]),
      subscribers: () => node.listeners,
      close: () => undefined,
    }),
    subscribe: (type, topic, qos, onBytes) => {
      subscribed.set(topic, { type, qos, onBytes });
      return { qos, ...closing(subscribed, topic) };
    },
    serve: (_, name, service) => {
      services.set(name, service);
      return closing(services, name);
    },
    serveAction: (_, name, server) => {
      actions.set(name, server);
      return closing(actions, name);
    },
    parameters: () => parameters,
    show: (name, shown) => void showing.set(name, shown),
    shown: (name) => showing.get(name)?.(),
    onParameters: (given) => {
      check = given;
    },
    send: (topic, bytes) => subscribed.get(topic)?.onBytes(bytes),
    published: (topic) => published.get(topic) ?? [],
    call: async (name, request) => services.get(name)?.answer(request),
    action: (name) => {
      const server = actions.get(name);
      if (server === undefined) throw new Error(`no action ${name}`);
      return server;
    },
    set: (changes) => check(new Map(Object.entries(changes))),
  };
  return node;
};
