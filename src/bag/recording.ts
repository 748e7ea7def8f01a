import type { Failure, Reason, Stamp } from "../core/index.js";

export type BagFormat = "mcap" | "sqlite3" | "ros1";

/** Named records of text beside the messages, such as where a label came from. */
export type BagMetadata = ReadonlyMap<string, ReadonlyMap<string, string>>;

export interface TopicInfo {
  readonly name: string;
  /** `sensor_msgs/msg/Image`, or `sensor_msgs/Image` in ROS 1. */
  readonly type: string;
  /** `cdr` or `ros1`; in MCAP also `protobuf`, `json` and others. */
  readonly messageEncoding: string;
  /** `ros2msg`, `ros2idl`, `ros1msg`, `protobuf`, `jsonschema`…; empty when the recording stores no definition. */
  readonly schemaEncoding: string;
  /** The flattened definition, bytes where its encoding is no text; empty when the recording stores none. */
  readonly definition: string | Uint8Array;
  readonly count?: number;
  /** YAML list of the publishers' profiles, as the recording has it. */
  readonly offeredQos?: string;
  /** `RIHS01_…`, where the recording has it. */
  readonly typeHash?: string;
}

export interface BagMessage {
  readonly topic: string;
  /** When it was recorded; what a recording is ordered by. */
  readonly logTime: Stamp;
  /** When it was sent; the log time where the format doesn't know. */
  readonly publishTime: Stamp;
  /** Valid until the next message is asked for: copy to keep. */
  readonly data: Uint8Array;
  /** Why it shows nothing, although it was recorded; `data` then has its header alone. */
  readonly failure?: Failure;
}

export interface ReadOptions {
  /** Only these; all when absent. Names that the recording lacks are no error. */
  readonly topics?: readonly string[];
}

/** One file of a recording. */
export interface BagPart {
  readonly path: string;
  readonly format: BagFormat;
  /** Its writer crashed: what follows the last whole chunk is lost. */
  readonly truncated: boolean;
  readonly topics: readonly TopicInfo[];
  readonly count: number;
  /** Log times of the first and last message; absent without messages. */
  readonly start?: Stamp;
  readonly end?: Stamp;
  readonly metadata: BagMetadata;
  /** What a user should know of it; grows while its messages are read. */
  readonly remarks: readonly Reason[];
  /** A plain, whole file with these messages that can be copied and appended to; absent when it must be rewritten. */
  readonly whole?: string;
  messages(options?: ReadOptions): AsyncIterable<BagMessage>;
  close(): Promise<void>;
}

/** A recording of one or several files, read as one. */
export interface BagReader {
  readonly path: string;
  readonly files: readonly string[];
  /** `none` for what is no recording and is only read as one (a video file, a folder of images). */
  readonly format: BagFormat | "none";
  readonly truncated: boolean;
  readonly topics: readonly TopicInfo[];
  readonly start?: Stamp;
  readonly end?: Stamp;
  /** The files as they are, earliest first; of what is no recording there are none: it can't be written again. */
  readonly parts: readonly BagPart[];
  /** The distribution that recorded it, such as `jazzy`; empty when unknown. */
  readonly rosDistro: string;
  /** What rosbag2's description of it says beyond its own fields. */
  readonly customData: ReadonlyMap<string, string>;
  /** What is damaged, missing or left out, and how much; grows while the messages are read. */
  readonly remarks: readonly Reason[];
  /**
   * In log-time order across files and topics; memory does not grow with the recording.
   * Damaged parts and messages are left out, counted in `remarks`.
   * @throws SpatialRewardError bag.unreadable where nothing more can be read
   */
  messages(options?: ReadOptions): AsyncIterable<BagMessage>;
  metadata(): BagMetadata;
  close(): Promise<void>;
}
