import type { Reason } from "../core/index.js";
import type { BagMessage, BagPart } from "./recording.js";
import { createRemarks } from "./remarks.js";
import { isZstd, loadUnpack, type Unpack } from "./zstd.js";

/**
 * rosbag2 can pack every message by itself, whatever it stores them in; nothing in the file says so, metadata.yaml does
 * where there is one. Messages are handed out unpacked, those that can't be are left out and counted. A file of packed
 * messages can't be added to.
 */
export const unpackedPart = async (part: BagPart): Promise<BagPart> => {
  const cdr = new Set(
    part.topics.filter(({ messageEncoding }) => messageEncoding === "cdr").map(({ name }) => name),
  );
  if (cdr.size === 0) return part;
  const unpack = await loadUnpack();
  const remarks = createRemarks();
  const { whole, ...rest } = part;
  const isPacked = ({ topic, data }: BagMessage): boolean => cdr.has(topic) && isZstd(data);
  return {
    ...rest,
    get remarks() {
      return [...part.remarks, ...remarks.list];
    },
    ...(whole !== undefined && !(await beginsWith(part, cdr, isPacked)) ? { whole } : {}),
    messages: (options) => unpacked(part.messages(options), isPacked, unpack, remarks.pass()),
    close: () => part.close(),
  };
};

/** A recording is packed message by message or not at all: the first tells. */
const beginsWith = async (
  part: BagPart,
  topics: ReadonlySet<string>,
  is: (message: BagMessage) => boolean,
): Promise<boolean> => {
  for await (const message of part.messages({ topics: [...topics] })) return is(message);
  return false;
};

const damaged = "packed messages can't be unpacked and are left out";

async function* unpacked(
  messages: AsyncIterable<BagMessage>,
  isPacked: (message: BagMessage) => boolean,
  unpack: Unpack,
  note: (reason: Reason) => void,
): AsyncGenerator<BagMessage, void, void> {
  for await (const message of messages) {
    if (!isPacked(message)) {
      yield message;
      continue;
    }
    const data = unpackedData(message.data, unpack);
    if (data === undefined) note({ kind: "message", what: damaged, count: 1 });
    else yield { ...message, data };
  }
}

/** Undefined when they are damaged: the caller counts them. */
const unpackedData = (packed: Uint8Array, unpack: Unpack): Uint8Array | undefined => {
  try {
    return unpack(packed);
  } catch {
    return undefined;
  }
};
