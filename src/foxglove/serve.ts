import { type WebSocket, WebSocketServer } from "ws";
import { SpatialRewardError, type Stamp } from "../core/index.js";
import type { Publisher } from "../live/index.js";
import type { TopicSchema } from "../messages/index.js";
import { FoxgloveServer } from "./library.js";
import { protocols } from "./protocols.js";
import { webSocket } from "./web-socket.js";

/** Rewards, to look at: Foxglove, Lichtblick and whatever else speaks their WebSocket connect to it. */
export interface RewardServer {
  /** `ws://127.0.0.1:8766` */
  readonly url: string;
  /** `latched`: whoever comes late gets the last message, too. */
  readonly advertise: (topic: TopicSchema, latched: boolean) => Publisher;
  readonly close: () => Promise<void>;
}

export interface RewardServerOptions {
  /** 0: any free one. */
  readonly port: number;
  readonly host: string;
  /** When a message is sent. */
  readonly now: () => Stamp;
  /** A viewer publishes something to this topic of ours. */
  readonly onMessage: (topic: string) => void;
  /** What a viewer said that can't be understood. */
  readonly onTrouble: (text: string) => void;
}

const name = "spatial-reward";

const listening = (server: WebSocketServer, { host, port }: RewardServerOptions): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once("error", ({ message }) =>
      reject(
        new SpatialRewardError(
          "foxglove.serve",
          `rewards can't be served on ${host}:${port} (${message}); --serve PORT names another port, --no-serve none`,
        ),
      ),
    );
    server.once("listening", () => {
      const address = server.address();
      const bound = typeof address === "object" ? (address?.port ?? port) : port;
      resolve(`ws://${host.includes(":") ? `[${host}]` : host}:${bound}`);
    });
  });

/** What a viewer sees of a topic. */
const channelOf = ({ topic, type, messageEncoding, schemaEncoding, definition }: TopicSchema) => ({
  topic,
  encoding: messageEncoding,
  schemaName: type,
  schemaEncoding,
  schema: typeof definition === "string" ? definition : "",
});

/** @throws SpatialRewardError foxglove.serve */
export const serveRewards = async (options: RewardServerOptions): Promise<RewardServer> => {
  const { now, onMessage, onTrouble } = options;
  const foxglove = new FoxgloveServer({
    name,
    capabilities: ["clientPublish"],
    supportedEncodings: ["cdr", "json"],
  });
  const sockets = new WebSocketServer({
    host: options.host,
    port: options.port,
    perMessageDeflate: false,
    handleProtocols: (offered) => protocols.find((each) => offered.has(each)) ?? false,
  });
  const url = await listening(sockets, options);
  const subscribed = new Set<number>();
  const latches = new Map<number, Uint8Array>();

  const send = (channel: number, bytes: Uint8Array): void =>
    foxglove.sendMessage(channel, now(), new Uint8Array(bytes));
  const recall = (): void => {
    for (const [channel, bytes] of latches) send(channel, bytes);
  };
  foxglove.on("subscribe", (channel) => void subscribed.add(channel));
  foxglove.on("unsubscribe", (channel) => void subscribed.delete(channel));
  foxglove.on("message", ({ channel }) => onMessage(channel.topic));
  foxglove.on("error", ({ message }) => onTrouble(message));
  sockets.on("error", ({ message }) => onTrouble(message));
  sockets.on("connection", (socket: WebSocket, { socket: { remoteAddress = "" } }) => {
    if (socket.protocol === "") {
      socket.close(1002, `speak ${protocols.join(" or ")}`);
      return;
    }
    foxglove.handleConnection(webSocket(socket), remoteAddress);
    // The library tells of a channel's first subscriber alone; told twice, a last message is the same.
    socket.on("message", (_, isBinary) => {
      if (!isBinary) recall();
    });
  });

  return {
    url,
    advertise: (topic, latched) => {
      const channel = foxglove.addChannel(channelOf(topic));
      return {
        publish: (bytes) => {
          if (latched) latches.set(channel, bytes);
          send(channel, bytes);
        },
        subscribers: () => (subscribed.has(channel) ? 1 : 0),
        close: () => {
          latches.delete(channel);
          foxglove.removeChannel(channel);
        },
      };
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.terminate();
        sockets.close(() => resolve());
      }),
  };
};
