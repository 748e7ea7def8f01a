import { type Logger, pino } from "pino";
import { z } from "zod";

const record = z.object({ level: z.number(), msg: z.string().optional() });

/** A log record as a person reads it: "warning: no CUDA here; using the CPU". */
const readable = (json: string): string => {
  const { level, msg = "" } = record.parse(JSON.parse(json));
  const name = level >= 50 ? "error" : level >= 40 ? "warning" : level >= 30 ? "note" : "debug";
  return `${name}: ${msg}\n`;
};

/** JSON lines for machines; on a terminal, where nobody reads JSON, sentences. */
export const createLogger = (options: {
  readonly err: (text: string) => void;
  readonly interactive: boolean;
  readonly debug: boolean;
}): Logger =>
  pino(
    { level: options.debug ? "debug" : "warn", base: null },
    {
      write: (json: string) => options.err(options.interactive ? readable(json) : json),
    },
  );
