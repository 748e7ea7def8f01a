import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { type ErrorCode, type Seconds, SpatialRewardError } from "../../core/index.js";
import type { Logger } from "../engine/logger.js";
import { type Chat, type ChatRequest, openChat } from "./chat.js";
import type { Reply } from "./reply.js";
import type { ServerSettings } from "./settings.js";
import type { ServerSpec } from "./spec.js";
import { createUsageMeter } from "./usage.js";

interface Member {
  readonly chat: Chat;
  /** Requests that it hasn't answered yet. */
  outstanding: number;
  /** It has failed, and is asked last until then; by the process's clock. */
  restsUntil: Seconds;
}

/** What another server may well do. Of a refused request or a missing model each would say the same. */
const passing: ReadonlySet<ErrorCode> = new Set([
  "server.unreachable",
  "server.busy",
  "server.timeout",
  "server.failed",
  "server.unavailable",
]);

const mayPass = (thrown: unknown): boolean =>
  thrown instanceof SpatialRewardError && passing.has(thrown.code);

const now = (): Seconds => performance.now() / 1000;

/** One that doesn't rest before one that does, and of those the one with the fewest requests under way. */
const best = (members: readonly Member[]): Member | undefined => {
  const rests = ({ restsUntil }: Member): number => +(restsUntil > now());
  const [first] = [...members].sort((a, b) => rests(a) - rests(b) || a.outstanding - b.outstanding);
  return first;
};

const askMember = async (
  member: Member,
  request: ChatRequest,
  signal?: AbortSignal,
): Promise<Reply> => {
  member.outstanding++;
  try {
    return await member.chat.complete(request, signal);
  } finally {
    member.outstanding--;
  }
};

/**
 * Several servers of one model, asked as if they were one: each request goes to the server with the fewest under way,
 * and to the others in turn where that one fails. Only when all have failed is it waited for them, as long as is set.
 */
export const openPool = (
  specs: readonly ServerSpec[],
  settings: ServerSettings,
  logger: Logger,
): Chat => {
  const usage = createUsageMeter(settings.prices);
  // While another one answers, nobody waits for a server that is gone.
  const alone = { ...settings, wait: 0 };
  const members = specs.map(
    (spec): Member => ({
      chat: openChat(spec, alone, logger, usage),
      outstanding: 0,
      restsUntil: 0,
    }),
  );
  const askAll = async (request: ChatRequest, signal?: AbortSignal): Promise<Reply> => {
    const left = new Set(members);
    for (;;) {
      const member = best([...left]);
      if (member === undefined) throw new Error("a pool of no servers");
      try {
        return await askMember(member, request, signal);
      } catch (thrown) {
        signal?.throwIfAborted();
        left.delete(member);
        if (!mayPass(thrown)) throw thrown;
        member.restsUntil = now() + settings.probeAfter;
        if (left.size === 0) throw thrown;
      }
    }
  };
  const complete = async (request: ChatRequest, signal?: AbortSignal): Promise<Reply> => {
    const began = now();
    for (;;) {
      try {
        return await askAll(request, signal);
      } catch (thrown) {
        if (!mayPass(thrown) || now() - began >= settings.wait) throw thrown;
      }
      await delay(settings.probeAfter * 1000, undefined, signal && { signal });
    }
  };
  const models = async (signal?: AbortSignal): Promise<readonly string[]> => {
    const all = await Promise.all(members.map(({ chat }) => chat.models(signal)));
    return [...new Set(all.flat())];
  };
  return { complete, usage, models };
};
