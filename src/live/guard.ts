/** What was thrown, in words. */
export const reasonOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);

/** Work that may throw without harm. */
export type Guard = <A extends readonly unknown[]>(
  what: string,
  work: (...given: A) => void,
) => (...given: A) => void;

/** Errors that the node survives. */
export interface Survival {
  readonly guard: Guard;
  readonly survived: (what: string, thrown: unknown) => void;
  readonly count: () => number;
}

/**
 * A defect in a callback must not end the node (in rclnodejs it aborts the process). What was thrown is told to
 * `report` and counted, and shown in diagnostics.
 */
export const createSurvival = (report: (text: string) => void): Survival => {
  let count = 0;
  const survived = (what: string, thrown: unknown): void => {
    count++;
    report(`${what}: ${reasonOf(thrown)}`);
  };
  return {
    survived,
    count: () => count,
    guard:
      (what, work) =>
      (...given) => {
        try {
          work(...given);
        } catch (thrown) {
          survived(what, thrown);
        }
      },
  };
};
