import type { Stamp } from "../../core/index.js";

/** A topic to be written. */
export interface NewTopic {
  readonly name: string;
  readonly type: string;
  /** The flattened definition; bytes where its encoding is no text. */
  readonly definition: string | Uint8Array;
  /** YAML list of profiles (see `offeredQos`); reliable, volatile, depth 10 when absent. */
  readonly offeredQos?: string;
  /** `cdr` when absent. */
  readonly messageEncoding?: string;
  /** `ros2msg` when absent. */
  readonly schemaEncoding?: string;
  /** `RIHS01_…`; unknown when absent. */
  readonly typeHash?: string;
}

export interface NewMessage {
  readonly topic: string;
  readonly logTime: Stamp;
  /** The log time when absent. */
  readonly publishTime?: Stamp;
  readonly data: Uint8Array;
}

export type Messages = AsyncIterable<NewMessage> | Iterable<NewMessage>;
