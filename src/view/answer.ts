import type { IncomingMessage, ServerResponse } from "node:http";
import send from "send";
import { failureOf } from "../core/index.js";
import { isMeantFor } from "./host.js";
import { leadsOut } from "./leads-out.js";
import { rootOf } from "./page-at.js";

/** Pages carry their scripts inside, and read nothing but pictures beside them. */
const headers = {
  "content-security-policy":
    "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  // What is labelled anew is seen at once; what has not changed is not sent again.
  "cache-control": "no-cache",
};

const said = (response: ServerResponse, status: number, text: string): void => {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" });
  response.end(`${text}\n`);
};

const root = async (folder: string, response: ServerResponse): Promise<void> => {
  try {
    const page = await rootOf(folder);
    if ("redirect" in page) {
      response.writeHead(302, { location: page.redirect });
      response.end();
      return;
    }
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    response.end(page.html);
  } catch (thrown) {
    const { code, message } = failureOf(thrown, "export.unlabelled");
    said(response, 500, `${code}: ${message}`);
  }
};

/**
 * By range, with validators; nothing outside of the folder, by its path or by a link that lies in it, and nothing that
 * begins with a dot.
 */
const file = async (
  folder: string,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  if (await leadsOut(folder, path)) return said(response, 403, "not in the folder");
  send(request, path, { root: folder, index: false, dotfiles: "ignore", cacheControl: false })
    .on("error", ({ status }: { status?: number }) => {
      const code = status ?? 500;
      said(response, code, code === 403 ? "not in the folder" : "not there");
    })
    .on("directory", () => said(response, 404, "not there"))
    .pipe(response);
};

/** Answers a request for something of a folder. */
export const answer = async (
  { folder, address }: { readonly folder: string; readonly address: string },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (!isMeantFor(address, request.headers.host))
    return said(response, 421, "this server answers this machine alone");
  if (request.method !== "GET" && request.method !== "HEAD")
    return said(response, 405, "only to be read");
  const [path = "/"] = (request.url ?? "/").split("?");
  if (path === "/" || path === "/index.html") return root(folder, response);
  return file(folder, path, request, response);
};
