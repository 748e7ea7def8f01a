import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { reasonOf, SpatialRewardError } from "../core/index.js";
import { type Served, Serving, type ServingOptions } from "./serving.js";

export interface ServeOptions extends ServingOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
}

export interface Server {
  /** Where it listens. */
  readonly url: string;
  readonly served: () => Served;
  /** No new questions; those at work are waited for, but not longer than so many milliseconds. */
  readonly close: (grace: number) => Promise<void>;
}

const isAddress = (address: string | AddressInfo | null): address is AddressInfo =>
  typeof address === "object" && address !== null;

/**
 * Serves `value` and `compare` as RoboValue's model API asks them.
 * @throws SpatialRewardError serve.port
 */
export const serve = async (options: ServeOptions): Promise<Server> => {
  const serving = new Serving(options);
  const server = createServer((request, response) => void serving.respond(request, response));
  server.listen(options.port, options.host);
  await once(server, "listening").catch((cause: unknown) => {
    throw new SpatialRewardError(
      "serve.port",
      `can't listen on ${options.host}:${options.port}: ${reasonOf(cause)}`,
      { cause },
    );
  });
  const address = server.address();
  const { port } = isAddress(address) ? address : options;
  const host = options.host.includes(":") ? `[${options.host}]` : options.host;
  return {
    url: `http://${host}:${port}/`,
    served: () => serving.served(),
    close: async (grace) => {
      const closed = once(server, "close");
      server.close();
      server.closeIdleConnections();
      const late = setTimeout(() => serving.abort(), grace);
      const last = setTimeout(() => server.closeAllConnections(), 2 * grace);
      // A model that hears no signal never ends; its client is cut off, which closes the server.
      await Promise.race([serving.end(), closed]);
      server.closeIdleConnections();
      await closed;
      clearTimeout(late);
      clearTimeout(last);
    },
  };
};
