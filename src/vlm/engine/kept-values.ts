import { rowsOf, type Value } from "./onnx.js";
import type { Kept } from "./protocol.js";

/** What a call's steps kept. */
export interface KeptValues {
  keep(name: string, value: Value): void;
  /** Undefined where no step kept it. Rows picked again are not copied again. */
  take(kept: Kept): Value | undefined;
}

export const createKept = (): KeptValues => {
  const values = new Map<string, Value>();
  const picked = new Map<string, { readonly rows: string; readonly value: Value }>();
  return {
    keep: (name, value) => {
      values.set(name, value);
      picked.delete(name);
    },
    take: ({ kept, rows }) => {
      const value = values.get(kept);
      if (!value || !rows) return value;
      const which = rows.join(" ");
      const before = picked.get(kept);
      if (before?.rows === which) return before.value;
      const fresh = rowsOf(value, rows);
      picked.set(kept, { rows: which, value: fresh });
      return fresh;
    },
  };
};
