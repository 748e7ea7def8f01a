import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { SpatialRewardError } from "../core/index.js";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

const refuse = (message: string): never => {
  throw new SpatialRewardError("serve.token", message);
};

const thisComputer = /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])(?::\d+)?$/i;

/**
 * Without a token a page that somebody opens in a browser must not use the model: browsers say which page asks, and a page
 * that reaches this computer by a name of its own (DNS rebinding) has that name as the Host.
 */
const requireProgram = ({ origin, host }: IncomingMessage["headers"], isLocal: boolean): void => {
  if (origin !== undefined) refuse(`without a token no web page is answered; got Origin ${origin}`);
  if (isLocal && !thisComputer.test(host ?? ""))
    refuse(`without a token this computer alone is answered; got Host ${host ?? "none"}`);
};

/**
 * @param isLocal whether it listens to this computer alone
 * @throws SpatialRewardError serve.token where `Authorization: Bearer` is not the token; without a token all programs may
 * ask, but no web page
 */
export const requireToken = (
  { headers }: IncomingMessage,
  token: string | undefined,
  isLocal: boolean,
): void => {
  if (token === undefined) {
    requireProgram(headers, isLocal);
    return;
  }
  const sent = digest(headers.authorization ?? "");
  if (!timingSafeEqual(sent, digest(`Bearer ${token}`)))
    refuse('needs the header "Authorization: Bearer TOKEN"');
};
