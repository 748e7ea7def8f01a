import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { createInterface } from "node:readline";
import { writing } from "../bag/index.js";
import { SpatialRewardError } from "../core/index.js";
import { gatherLines } from "./gather-lines.js";
import { fromLine, type ObservedFrame, toLine } from "./observed-frame.js";

/**
 * Observations of a recording while it is being labelled, a line of JSON each, in frame order, after a first line that
 * says what they were made from. A process that dies leaves whole lines and at most one torn one, and the next run
 * goes on after the last whole line: the frames it skips are those it would have asked about in the same way.
 */
export interface Stage {
  /** Frames that an earlier run has left. */
  readonly found: number;
  /** It is on its way to the file within some milliseconds. A failure to write is told by a later call. */
  readonly append: (frame: ObservedFrame) => Promise<void>;
  /** Writes what is left. */
  readonly close: () => Promise<void>;
}

interface Remains {
  readonly frames: number;
  /** Length of the whole lines. */
  readonly bytes: number;
}

async function* linesOf(path: string): AsyncGenerator<string> {
  yield* createInterface({
    input: createReadStream(path, "utf8"),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
}

/** A last line that lost its end may still parse (it ends in "}" but for the line break); its bytes then don't add up. */
const remains = async (path: string, header: string): Promise<Remains> => {
  const size = await sizeOf(path);
  let frames = -1;
  let bytes = 0;
  for await (const line of linesOf(path)) {
    const end = bytes + Buffer.byteLength(line) + 1;
    const whole = frames < 0 ? `${line}\n` === header : fromLine(line)?.observation !== undefined;
    if (!whole || end > size) break;
    frames++;
    bytes = end;
  }
  return frames < 0 ? { frames: 0, bytes: 0 } : { frames, bytes };
};

const sizeOf = async (path: string): Promise<number> => {
  const file = await open(path);
  try {
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
};

const openAt = async (path: string): Promise<FileHandle> => {
  const file = await open(path, "a");
  await file.close();
  return open(path, "r+");
};

/** Opens a stage, keeping what an earlier run with the same header has left, and nothing of another. */
export const openStage = async (path: string, madeFrom: unknown): Promise<Stage> => {
  const header = `${JSON.stringify(madeFrom)}\n`;
  const file = await writing(path, () => openAt(path));
  const left = await remains(path, header);
  await file.truncate(left.bytes);
  let end = left.bytes;
  const write = async (text: string): Promise<void> => {
    // A nearly full disk takes a part; asking again for the rest makes it say so.
    for (let rest = Buffer.from(text); rest.length > 0; ) {
      const { bytesWritten } = await writing(path, () => file.write(rest, 0, rest.length, end));
      end += bytesWritten;
      rest = rest.subarray(bytesWritten);
    }
  };
  if (end === 0) await write(header);
  const lines = gatherLines(write);
  return {
    found: left.frames,
    append: (frame) => lines.add(toLine(frame)),
    close: async () => {
      try {
        await lines.end();
      } finally {
        await file.close();
      }
    },
  };
};

/** The frames of a closed stage, in order. */
export async function* readStage(path: string): AsyncGenerator<ObservedFrame> {
  let first = true;
  for await (const line of linesOf(path)) {
    const frame = first ? undefined : fromLine(line);
    if (frame) yield frame;
    else if (!first) throw new SpatialRewardError("output.write", `${path} was changed meanwhile`);
    first = false;
  }
}
