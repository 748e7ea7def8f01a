import type { Reason, Stamp } from "../core/index.js";
import { unreadable } from "./faults.js";
import type { BagMessage } from "./recording.js";

/** One way through a file that is stored in chunks. */
export interface Pass {
  /** In log-time order. */
  readonly messages: AsyncIterable<BagMessage>;
  /** Where the chunk starts that was looked at last. */
  readonly chunk: () => bigint | undefined;
}

export interface Chunked {
  /** From a log time on (from the start where there is none), without the chunks that are damaged. */
  readonly pass: (from: Stamp | undefined, damaged: ReadonlySet<bigint>) => Promise<Pass>;
  /** Messages in a chunk. */
  readonly count: (chunk: bigint) => number;
}

export const damagedChunks = "messages are lost in damaged chunks";

/** The disk fails, or the file was closed: not the recording's fault. (A number out of range has a code, too.) */
const isSystems = (thrown: unknown): boolean => thrown instanceof Error && "syscall" in thrown;

/**
 * The messages of a file of which chunks may be damaged: these are left out, and their messages are counted.
 * @throws SpatialRewardError bag.unreadable where it isn't a chunk that can't be read
 */
export async function* aroundDamage(
  { pass, count }: Chunked,
  path: string,
  note: (reason: Reason) => void,
): AsyncGenerator<BagMessage, void, void> {
  const damaged = new Set<bigint>();
  let at: Stamp | undefined;
  let handedOut = 0; // of the log time that it has got to
  for (;;) {
    let chunk: Pass["chunk"] = () => undefined;
    try {
      const begun = await pass(at, damaged);
      chunk = begun.chunk;
      let again = handedOut;
      for await (const message of begun.messages) {
        if (message.logTime === at && again > 0) {
          again -= 1;
          continue;
        }
        handedOut = message.logTime === at ? handedOut + 1 : 1;
        at = message.logTime;
        yield message;
      }
      return;
    } catch (thrown) {
      const broken = chunk();
      if (broken === undefined || damaged.has(broken) || isSystems(thrown))
        throw unreadable(path, thrown);
      damaged.add(broken);
      note({ kind: "truncated", what: damagedChunks, count: count(broken) });
    }
  }
}
