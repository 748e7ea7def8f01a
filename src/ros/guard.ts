import type { RosLog } from "./port.js";

/** What was thrown, in words. */
export const reasonOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);

export type Guard = <A extends readonly unknown[]>(
  what: string,
  work: (...given: A) => void,
) => (...given: A) => void;

/**
 * Work that may throw without harm: a defect in a callback must not end the node (in rclnodejs it aborts the
 * process). What was thrown is logged and counted, and shown in diagnostics.
 */
export const createGuard = (log: RosLog): { readonly guard: Guard; readonly caught: () => number } => {
  let count = 0;
  return {
    caught: () => count,
    guard:
      (what, work) =>
      (...given) => {
        try {
          work(...given);
        } catch (thrown) {
          count++;
          log.error(`${what}: ${reasonOf(thrown)}`);
        }
      },
  };
};
