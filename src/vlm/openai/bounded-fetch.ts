import { SpatialRewardError } from "../../core/index.js";
import { complaintOf } from "./complaint.js";

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

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false; // that is what was asked
  }
};

/** Python writes NaN and Infinity bare, which is no JSON: quoted, what they stand in can be judged. */
const withQuotedNumbers = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => {
  const text = new TextDecoder().decode(bytes);
  if (!/NaN|Infinity/.test(text) || isJson(text)) return bytes;
  const quoted = text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (found) =>
    found.startsWith('"') ? found : `"${found}"`,
  );
  return new TextEncoder().encode(quoted);
};

/**
 * fetch that has read the whole reply when it resolves: the client's timeout, which ends with the headers, then covers
 * a body that never comes, and a body that breaks off is a failed request like any other.
 * Redirects are not followed: the key would go where nobody meant it to. What a server says of an error is told in the
 * one form that the client reads, whatever the server's own.
 */
export const boundedFetch = async (
  input: string | URL | Request,
  init?: RequestInit,
): Promise<Response> => {
  const response = await fetch(input, { ...init, redirect: "manual" });
  const { body, status, statusText, headers } = response;
  if (body === null) return response;
  const whole = await readAll(body);
  if (response.ok) return new Response(withQuotedNumbers(whole), { status, statusText, headers });
  const { text: message, ...more } = complaintOf(new TextDecoder().decode(whole));
  const told = JSON.stringify({ error: { message, ...more } });
  return new Response(told, { status, statusText, headers });
};
