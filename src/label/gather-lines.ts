/** So long a line may wait for others, in milliseconds: what a killed process loses. */
const patience = 20;
/** Characters that are gathered before whoever adds must wait. */
const most = 1 << 18;

/** Text on its way to a file: lines that come one after the other are written as one. */
export interface GatheredLines {
  /** @throws what an earlier write has thrown */
  readonly add: (line: string) => Promise<void>;
  /** Resolves when all is written. @throws what a write throws */
  readonly end: () => Promise<void>;
}

export const gatherLines = (write: (text: string) => Promise<void>): GatheredLines => {
  let gathered = "";
  let timer: NodeJS.Timeout | undefined;
  let last: Promise<void> = Promise.resolve();
  let failed: { readonly reason: unknown } | undefined;
  const writeGathered = async (): Promise<void> => {
    if (failed) throw failed.reason;
    const text = gathered;
    gathered = "";
    try {
      if (text !== "") await write(text);
    } catch (reason) {
      failed = { reason };
      throw reason;
    }
  };
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    last = last.then(writeGathered);
    last.catch(() => undefined); // told by the next call
    return last;
  };
  return {
    add: async (line) => {
      if (failed) throw failed.reason;
      gathered += line;
      if (gathered.length > most) return flush();
      timer ??= setTimeout(() => void flush(), patience);
    },
    end: flush,
  };
};
