import { type WebSocket, WebSocketServer } from "ws";
import { FoxgloveServer } from "../../src/foxglove/library.js";
import { webSocket } from "../../src/foxglove/web-socket.js";
import type { TopicSchema } from "../../src/messages/index.js";

/** A robot, as its Foxglove WebSocket shows it. */
export interface RobotServer {
  readonly url: string;
  advertise(topic: TopicSchema): void;
  publish(topic: string, time: bigint, bytes: Uint8Array): void;
  isSubscribed(topic: string): boolean;
  /** What clients announced that they publish. */
  readonly announced: readonly { readonly topic: string; readonly encoding: string }[];
  received(topic: string): readonly Uint8Array[];
  stop(): Promise<void>;
}

export interface RobotServerOptions {
  readonly protocol?: string;
  readonly port?: number;
  /** None: clients may not publish. */
  readonly encodings?: readonly string[];
}

/** As a server advertises a topic: what is no text goes as base64. */
export const channelOf = ({ topic, type, messageEncoding, ...schema }: TopicSchema) => ({
  topic,
  encoding: messageEncoding,
  schemaName: type,
  schemaEncoding: schema.schemaEncoding,
  schema:
    typeof schema.definition === "string"
      ? schema.definition
      : Buffer.from(schema.definition).toString("base64"),
});

const portOf = (sockets: WebSocketServer): number => {
  const address = sockets.address();
  return typeof address === "object" ? (address?.port ?? 0) : 0;
};

/** In this process, by the protocol's library; `/tf_static` is latched, as foxglove_bridge has it. */
export const startRobot = async (options: RobotServerOptions = {}): Promise<RobotServer> => {
  const { protocol = "foxglove.websocket.v1", port = 0, encodings = [] } = options;
  const sockets = new WebSocketServer({
    host: "127.0.0.1",
    port,
    handleProtocols: (offered) => (offered.has(protocol) ? protocol : false),
  });
  await new Promise((resolve) => sockets.once("listening", resolve));
  const server = new FoxgloveServer({
    name: "robot",
    capabilities: encodings.length > 0 ? ["clientPublish"] : [],
    ...(encodings.length > 0 && { supportedEncodings: [...encodings] }),
  });
  const channels = new Map<string, number>();
  const latched = new Map<number, Uint8Array>();
  const subscribed = new Set<number>();
  const announced: { readonly topic: string; readonly encoding: string }[] = [];
  const received = new Map<string, Uint8Array[]>();
  server.on("subscribe", (channel) => {
    subscribed.add(channel);
    const bytes = latched.get(channel);
    if (bytes) server.sendMessage(channel, 1n, bytes.slice());
  });
  server.on("unsubscribe", (channel) => void subscribed.delete(channel));
  server.on("advertise", ({ topic, encoding }) => void announced.push({ topic, encoding }));
  server.on("message", ({ channel: { topic }, data }) => {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    received.set(topic, [...(received.get(topic) ?? []), bytes]);
  });
  sockets.on("connection", (socket: WebSocket) =>
    server.handleConnection(webSocket(socket), "client"),
  );
  return {
    url: `ws://127.0.0.1:${portOf(sockets)}`,
    advertise: (topic) => void channels.set(topic.topic, server.addChannel(channelOf(topic))),
    publish: (topic, time, bytes) => {
      const channel = channels.get(topic);
      if (channel === undefined) throw new Error(`${topic} is not advertised`);
      if (topic === "/tf_static") latched.set(channel, bytes);
      server.sendMessage(channel, time, bytes.slice());
    },
    isSubscribed: (topic) => subscribed.has(channels.get(topic) ?? -1),
    announced,
    received: (topic) => received.get(topic) ?? [],
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.terminate();
        sockets.close(() => resolve());
      }),
  };
};
