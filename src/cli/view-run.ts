import { once } from "node:events";
import { serveFolder } from "../view/index.js";
import type { Terminal } from "./terminal.js";

/** As commander gives them. */
export interface ViewFlags {
  readonly port: number;
  readonly host: string;
}

/** Serves until it is stopped. */
export const runView = async (
  folder: string,
  { port, host }: ViewFlags,
  { out, err, signal }: Terminal,
): Promise<void> => {
  const server = await serveFolder({ folder, port, address: host });
  out(`${server.url}\n`);
  err("Ctrl-C stops it\n");
  if (!signal.aborted) await once(signal, "abort");
  await server.close();
};
