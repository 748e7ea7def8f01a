import { createServer } from "node:http";
import { resolve } from "node:path";
import { reasonOf, SpatialRewardError } from "../core/index.js";
import { answer } from "./answer.js";
import { rootOf } from "./page-at.js";

export interface FolderSettings {
  /** That label wrote: of one recording, or of many. */
  readonly folder: string;
  /** Loopback, or recordings are for everybody on the network to see. */
  readonly address: string;
  /** 0: any free one. */
  readonly port: number;
}

export interface FolderServer {
  /** Where the first page is. */
  readonly url: string;
  /** Ends what is being sent, too. */
  readonly close: () => Promise<void>;
}

const urlOf = (address: string, port: number): string =>
  `http://${address.includes(":") ? `[${address}]` : address}:${port}/`;

/**
 * Serves what label wrote, to be looked at: the page of a recording, or of many.
 * @throws SpatialRewardError export.unlabelled when nothing in the folder is label's, view.serve
 */
export const serveFolder = async (settings: FolderSettings): Promise<FolderServer> => {
  const { address, port } = settings;
  const folder = resolve(settings.folder);
  await rootOf(folder);
  const server = createServer((request, response) => {
    void answer({ folder, address }, request, response);
  });
  const failed = (cause: Error): SpatialRewardError =>
    new SpatialRewardError("view.serve", `${address}:${port}: ${reasonOf(cause)}`, { cause });
  await new Promise<void>((listening, refuse) => {
    server.once("error", (cause) => refuse(failed(cause)));
    server.listen(port, address, listening);
  });
  const place = server.address();
  const taken = typeof place === "object" && place !== null ? place.port : port;
  return {
    url: urlOf(address, taken),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
};
