import type { FoxgloveClient as Client } from "@foxglove/ws-protocol";
import { WebSocket } from "ws";
import { z } from "zod";
import { FoxgloveClient, StatusLevel } from "./library.js";
import { protocols } from "./protocols.js";
import type { Channel, Server } from "./thread.js";
import { webSocket } from "./web-socket.js";

/** Milliseconds that a server may take to answer, and from then on to say what it is. */
const [answering, introducing] = [5000, 5000];

const serverShape = z.object({
  name: z.string().default(""),
  capabilities: z.array(z.string()).default([]),
  supportedEncodings: z.array(z.string()).default([]),
});

/** A server need not have a definition, nor say what it is written in. */
const channelShape = z.object({
  id: z.number(),
  topic: z.string(),
  encoding: z.string(),
  schemaName: z.string(),
  schema: z.string().default(""),
  schemaEncoding: z.string().exactOptional(),
});

const levels = {
  [StatusLevel.INFO]: "info",
  [StatusLevel.WARNING]: "warning",
  [StatusLevel.ERROR]: "error",
} as const;

export interface ConnectionEvents {
  readonly open: (server: Omit<Server, "session">) => void;
  readonly advertised: (channels: readonly Channel[]) => void;
  readonly gone: (channels: readonly number[]) => void;
  readonly message: (subscription: number, time: bigint, bytes: Uint8Array) => void;
  readonly time: (time: bigint) => void;
  readonly status: (level: "info" | "warning" | "error", text: string) => void;
  /** Once, and the last of all. `foreign`: whoever answers there speaks no Foxglove. */
  readonly closed: (why: string, foreign: boolean) => void;
}

/** One connection to a server, from when it is tried until it ends. */
export interface Connection {
  readonly client: Client;
  readonly isOpen: () => boolean;
  readonly close: () => void;
}

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** Why a server that answered is none of Foxglove's, as `ws` says it. */
const isForeign = (why: string): boolean =>
  /subprotocol|Unexpected server response|Invalid (Upgrade|Sec-WebSocket|WebSocket)|Parse Error/i.test(
    why,
  );

export const connect = (url: string, events: ConnectionEvents): Connection => {
  const socket = new WebSocket(url, [...protocols], {
    handshakeTimeout: answering,
    perMessageDeflate: false,
  });
  const client = new FoxgloveClient({ ws: webSocket(socket) });
  let [ended, introduced] = [false, false];
  let failure: string | undefined;

  const end = (why: string, foreign: boolean): void => {
    if (ended) return;
    ended = true;
    clearTimeout(silent);
    socket.terminate();
    events.closed(why, foreign);
  };
  const silent = setTimeout(
    () => end(`it did not introduce itself within ${introducing / 1000} s`, true),
    answering + introducing,
  );
  let isTold = false;
  const puzzled = (what: string): void => {
    if (!isTold) events.status("warning", `${what}, which is left out, as is the like of it`);
    isTold = true;
  };
  // The client reports a socket's failure and a message that it can't read by the same event; only the former ends it.
  socket.on("error", ({ message }) => {
    failure = message;
  });
  socket.on("close", (code, reason) => {
    const why = failure ?? `the server ended the connection (${reason.toString() || code})`;
    end(why, !introduced && isForeign(why));
  });
  client.on("serverInfo", (info) => {
    const { data } = serverShape.safeParse(info);
    if (!data) {
      end("it introduces itself in words that are not understood", true);
      return;
    }
    introduced = true;
    clearTimeout(silent);
    events.open({ ...data, protocol: socket.protocol });
  });
  client.on("advertise", (channels) => {
    const read = channels.map((channel) => channelShape.safeParse(channel).data);
    events.advertised(read.filter((channel) => channel !== undefined));
    if (read.includes(undefined)) puzzled("a channel without a topic, a type or an encoding");
  });
  client.on("error", ({ message }) => introduced && puzzled(message));
  client.on("unadvertise", events.gone);
  client.on("message", ({ subscriptionId, timestamp, data }) =>
    events.message(subscriptionId, timestamp, bytesOf(data)),
  );
  client.on("time", ({ timestamp }) => events.time(timestamp));
  client.on("status", ({ level, message }) => events.status(levels[level] ?? "info", message));
  return {
    client,
    isOpen: () => introduced && !ended,
    close: () => {
      clearTimeout(silent);
      socket.close();
    },
  };
};
