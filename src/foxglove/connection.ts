import type { FoxgloveClient as Client } from "@foxglove/ws-protocol";
import { WebSocket } from "ws";
import { FoxgloveClient, StatusLevel } from "./library.js";
import { protocols } from "./protocols.js";
import type { Channel, Server } from "./thread.js";
import { webSocket } from "./web-socket.js";

/** Milliseconds that a server may take to answer, and then to say what it is. */
const patience = 5000;

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
    handshakeTimeout: patience,
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
    () => end(`it did not introduce itself within ${patience / 1000} s`, true),
    2 * patience,
  );
  // The client reports a socket's failure and a message that it can't read by the same event; only the former ends it.
  socket.on("error", ({ message }) => {
    failure = message;
  });
  socket.on("close", (code, reason) => {
    const why = failure ?? `the server ended the connection (${reason.toString() || code})`;
    end(why, !introduced && isForeign(why));
  });
  client.on("serverInfo", ({ name, capabilities, supportedEncodings = [] }) => {
    introduced = true;
    clearTimeout(silent);
    events.open({ name, capabilities, supportedEncodings, protocol: socket.protocol });
  });
  client.on("advertise", events.advertised);
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
