import { SpatialRewardError } from "../core/index.js";
import type { Views } from "./protocol.js";

const refuse = (message: string): never => {
  throw new SpatialRewardError("serve.request", message);
};

/** Buffer.from skips whatever is no base64: a picture cut short or wrapped in a data URL must not pass for another. */
const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

const decoded = (text: string): Uint8Array =>
  text.length % 4 === 0 && base64.test(text)
    ? Buffer.from(text, "base64")
    : refuse("a frame's picture must be base64 without a data URL's prefix, or @NAME of a part");

/** One view of a frame. @throws SpatialRewardError serve.request */
export const pictureOf = (
  views: Views,
  wanted: string | undefined,
  parts: ReadonlyMap<string, Uint8Array>,
): Uint8Array => {
  const names = Object.keys(views);
  const name = wanted ?? (names.length === 1 ? names[0] : undefined);
  const text = name === undefined ? undefined : views[name];
  if (text === undefined)
    return refuse(
      wanted === undefined
        ? `a frame has the views ${names.join(", ")}; serve --view NAME says which is looked at`
        : `a frame lacks the view "${wanted}"; it has ${names.join(", ")}`,
    );
  if (!text.startsWith("@")) return decoded(text);
  return parts.get(text.slice(1)) ?? refuse(`there is no part "${text.slice(1)}" in the request`);
};
