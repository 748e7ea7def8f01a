import { decoderFor, type TopicSchema } from "../messages/index.js";
import type { Announced, Server, ToThread } from "./thread.js";

type Encoding = "cdr" | "json";

/** In what a server's clients may publish, as far as it lets them. */
const encodingOf = ({ capabilities, supportedEncodings }: Server): Encoding | undefined =>
  capabilities.includes("clientPublish")
    ? (["cdr", "json"] as const).find((encoding) => supportedEncodings.includes(encoding))
    : undefined;

const isNumbers = (value: unknown): value is Iterable<number | bigint> =>
  ArrayBuffer.isView(value) && Symbol.iterator in value;

/** JSON has neither NaN nor 64 bits: what is not known is null, and whole numbers of 64 bits are text, as protobuf's are. */
const plain = (_: string, value: unknown): unknown => {
  if (typeof value === "bigint") return value.toString();
  return isNumbers(value) ? [...value] : value;
};

const utf8 = new TextEncoder();

const announced = (topic: TopicSchema, encoding: Encoding): Announced => ({
  topic: topic.topic,
  encoding,
  type: topic.type,
  ...(encoding === "cdr" && typeof topic.definition === "string"
    ? { schema: topic.definition, schemaEncoding: topic.schemaEncoding }
    : { schema: '{"type":"object"}', schemaEncoding: "jsonschema" }),
});

/** Our topics on the robot's own server, as far as it lets a client publish. */
export interface PublishBack {
  /** Publishes CDR bytes. */
  readonly add: (topic: TopicSchema) => (bytes: Uint8Array) => void;
  /** Another connection: what is published there is announced anew. */
  readonly open: (server: Server) => void;
  readonly closed: () => void;
  /** What it is published in; undefined: the server doesn't take it. */
  readonly encoding: () => Encoding | undefined;
}

export const createPublishBack = (say: (message: ToThread) => void): PublishBack => {
  let encoding: Encoding | undefined;
  let topics: readonly TopicSchema[] = [];
  const announce = (those: readonly TopicSchema[]): void => {
    if (encoding === undefined || those.length === 0) return;
    const as = encoding;
    say({ kind: "announce", topics: those.map((topic) => announced(topic, as)) });
  };
  return {
    add: (topic) => {
      topics = [...topics, topic];
      announce([topic]);
      const decode = decoderFor(topic);
      const encoded = (bytes: Uint8Array): Uint8Array =>
        encoding === "json" ? utf8.encode(JSON.stringify(decode(bytes), plain)) : bytes;
      return (bytes) => {
        if (encoding === undefined) return;
        say({ kind: "publish", topic: topic.topic, bytes: encoded(bytes) });
      };
    },
    open: (server) => {
      encoding = encodingOf(server);
      announce(topics);
    },
    closed: () => {
      encoding = undefined;
    },
    encoding: () => encoding,
  };
};
