import { SpatialRewardError } from "../../core/index.js";

/** Longer replies are none: an answer with the probabilities of twenty tokens at each place stays far below. */
const longestReply = 4 * 1024 * 1024;

const tooLong = (): SpatialRewardError =>
  new SpatialRewardError("server.failed", `the reply is longer than ${longestReply} bytes`);

const readAll = async (body: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> => {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.byteLength;
    if (length > longestReply) throw tooLong();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/**
 * fetch that has read the whole reply when it resolves: the client's timeout, which ends with the headers, then covers
 * a body that never comes, and a body that breaks off is a failed request like any other.
 * Redirects are not followed: the key would go where nobody meant it to.
 */
export const boundedFetch = async (
  input: string | URL | Request,
  init?: RequestInit,
): Promise<Response> => {
  const response = await fetch(input, { ...init, redirect: "manual" });
  const { body, status, statusText, headers } = response;
  if (body === null) return response;
  return new Response(await readAll(body), { status, statusText, headers });
};
