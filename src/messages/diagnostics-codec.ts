import type { Stamp } from "../core/index.js";
import { FieldWriter } from "./field-writer.js";

/** diagnostic_msgs/DiagnosticStatus.level */
export const diagnosticLevels = { ok: 0, warn: 1, error: 2, stale: 3 } as const;

export type DiagnosticLevel = keyof typeof diagnosticLevels;

export interface DiagnosticStatus {
  readonly level: DiagnosticLevel;
  /** "node: part" */
  readonly name: string;
  readonly message: string;
  readonly hardwareId: string;
  readonly values: Readonly<Record<string, string>>;
}

/** CDR bytes of a diagnostic_msgs/DiagnosticArray. */
export const encodeDiagnostics = (
  stamp: Stamp,
  statuses: readonly DiagnosticStatus[],
): Uint8Array => {
  const w = new FieldWriter();
  w.header(stamp, "");
  w.sequence(statuses, ({ level, name, message, hardwareId, values }) => {
    w.uint8(diagnosticLevels[level]);
    w.string(name);
    w.string(message);
    w.string(hardwareId);
    w.sequence(Object.entries(values), ([key, value]) => {
      w.string(key);
      w.string(value);
    });
  });
  return w.data;
};
