import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { SpatialRewardError } from "../core/index.js";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** @throws SpatialRewardError serve.token where `Authorization: Bearer` is not the token; without a token all may ask */
export const requireToken = ({ headers }: IncomingMessage, token: string | undefined): void => {
  if (token === undefined) return;
  const sent = digest(headers.authorization ?? "");
  if (timingSafeEqual(sent, digest(`Bearer ${token}`))) return;
  throw new SpatialRewardError("serve.token", 'needs the header "Authorization: Bearer TOKEN"');
};
