/** Lets some wait until something is so that changes now and then. */
export interface Wake {
  /** Something has changed. */
  readonly changed: () => void;
  /** Called with each change from now on. */
  readonly onChange: (look: () => void) => void;
  /** Resolves when it is so, or when the signal aborts. */
  readonly until: (isSo: () => boolean, signal: AbortSignal) => Promise<void>;
}

export const createWake = (): Wake => {
  const looks = new Set<() => void>();
  return {
    changed: () => {
      for (const look of looks) look();
    },
    onChange: (look) => void looks.add(look),
    until: (isSo, signal) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!isSo() && !signal.aborted) return;
          looks.delete(look);
          signal.removeEventListener("abort", look);
          resolve();
        };
        looks.add(look);
        signal.addEventListener("abort", look);
        look();
      }),
  };
};
