import type { IncomingMessage } from "node:http";
import { reasonOf, SpatialRewardError } from "../core/index.js";

/** A request's JSON, and the files that came beside it. */
export interface Body {
  readonly json: unknown;
  /** By the name of their part. */
  readonly parts: ReadonlyMap<string, Uint8Array>;
}

const tooLarge = (most: number): SpatialRewardError =>
  new SpatialRewardError("serve.size", `the request is larger than ${most / 1e6} MB`);

/**
 * Never holds more than `most` bytes, whatever the header says. What is left unread is not cut off but thrown away by
 * node once the answer is sent: a client that is still sending would else see a broken connection instead of why.
 * @throws SpatialRewardError serve.size
 */
const bytesOf = async (request: IncomingMessage, most: number): Promise<Buffer> => {
  if (Number(request.headers["content-length"] ?? 0) > most) throw tooLarge(most);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > most) throw tooLarge(most);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const jsonOf = (text: string, where: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SpatialRewardError("serve.request", `${where} is not JSON: ${reasonOf(cause)}`, {
      cause,
    });
  }
};

/** The part of a multipart body that holds the JSON. */
const jsonPart = "request";

const multipartOf = async (bytes: Buffer, type: string): Promise<Body> => {
  const form = await new Response(new Uint8Array(bytes), { headers: { "content-type": type } })
    .formData()
    .catch((cause: unknown) => {
      throw new SpatialRewardError(
        "serve.request",
        `the multipart body can't be read: ${reasonOf(cause)}`,
        { cause },
      );
    });
  const parts = new Map<string, Uint8Array>();
  let json: unknown;
  for (const [name, value] of form) {
    if (name === jsonPart)
      json = jsonOf(typeof value === "string" ? value : await value.text(), `part "${jsonPart}"`);
    else if (typeof value !== "string") parts.set(name, new Uint8Array(await value.arrayBuffer()));
  }
  if (json === undefined)
    throw new SpatialRewardError("serve.request", `a multipart body needs the part "${jsonPart}"`);
  return { json, parts };
};

/**
 * Reads `application/json`, or `multipart/form-data` with the JSON in the part "request" and pictures as files.
 * @throws SpatialRewardError serve.size, serve.request
 */
export const readBody = async (request: IncomingMessage, most: number): Promise<Body> => {
  const bytes = await bytesOf(request, most);
  const type = request.headers["content-type"] ?? "application/json";
  if (type.startsWith("multipart/form-data")) return multipartOf(bytes, type);
  if (type.startsWith("application/json"))
    return { json: jsonOf(bytes.toString("utf8"), "the body"), parts: new Map() };
  throw new SpatialRewardError(
    "serve.request",
    `content-type: must be application/json or multipart/form-data; got "${type}"`,
  );
};
