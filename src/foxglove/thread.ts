import type { Stamp } from "../core/index.js";

/** What is said between the thread that reads the robot's socket, and the one that thinks. Channels go by their numbers. */

/** A topic as the server advertises it, in its own words. */
export interface Channel {
  readonly id: number;
  readonly topic: string;
  readonly encoding: string;
  readonly schemaName: string;
  /** base64 where its encoding is no text. */
  readonly schema: string;
  readonly schemaEncoding?: string;
}

export interface Server {
  /** Counts connections: channels' numbers hold for one of them. */
  readonly session: number;
  readonly name: string;
  readonly capabilities: readonly string[];
  /** Of what clients publish; none where the server doesn't say. */
  readonly supportedEncodings: readonly string[];
  /** The subprotocol that was agreed upon. */
  readonly protocol: string;
}

/** Why there is no connection; `foreign`: whoever answers there speaks no Foxglove. */
export interface Closing {
  readonly kind: "closed";
  readonly foreign: boolean;
  readonly why: string;
  /** Milliseconds until it is tried again. */
  readonly again: number;
}

export type FromThread =
  | { readonly kind: "open"; readonly server: Server }
  | Closing
  | { readonly kind: "advertised"; readonly channels: readonly Channel[] }
  | { readonly kind: "gone"; readonly channels: readonly number[] }
  | {
      readonly kind: "message";
      readonly channel: number;
      /** When the server had it, by the robot's clock. */
      readonly time: Stamp;
      readonly bytes: Uint8Array;
      /** Messages of this channel before it that nobody had time for. */
      readonly missed: number;
    }
  | { readonly kind: "time"; readonly time: Stamp }
  | {
      readonly kind: "status";
      readonly level: "info" | "warning" | "error";
      readonly text: string;
    };

/** A topic that is published back. */
export interface Announced {
  readonly topic: string;
  readonly encoding: string;
  readonly type: string;
  readonly schema: string;
  readonly schemaEncoding: string;
}

export type ToThread =
  /** `keep`: messages that wait at most while the other thread is busy; the oldest ones are left out. */
  | {
      readonly kind: "subscribe";
      readonly session: number;
      readonly channel: number;
      readonly keep: number;
    }
  | { readonly kind: "unsubscribe"; readonly channel: number }
  /** A message of the channel has been looked at. */
  | { readonly kind: "taken"; readonly channel: number }
  | { readonly kind: "announce"; readonly topics: readonly Announced[] }
  | { readonly kind: "publish"; readonly topic: string; readonly bytes: Uint8Array }
  | { readonly kind: "close" };

/** This thread's end of the line; worker_threads' MessagePort is one. */
export interface Line {
  postMessage(message: FromThread, transfer?: readonly ArrayBuffer[]): void;
  on(event: "message", take: (message: ToThread) => void): unknown;
  close(): void;
}

export interface SocketSetup {
  readonly url: string;
}
