import { type ErrorCode, SpatialRewardError } from "../../core/index.js";
import type { Talk, TalkMessage, TalkReply } from "../../vlm/index.js";
import type { Ledger } from "../ledger.js";
import type { Outcome } from "../steps.js";
import { type Action, actionsIn } from "./actions.js";
import type { Came, Fault } from "./came.js";
import { instructions, mostActions, reminder, tools } from "./prompt.js";
import { carryOut } from "./tools.js";

/** Replies of a model that get nowhere, in a row, until it is given up. */
const patience = 3;
/** Replies in all. */
const mostTurns = 40;
/** What a model said is quoted so far. */
const longestQuote = 200;
/** Of what a model said, in characters, it is reminded so far: a longer one is not worth its tokens. */
const longestEcho = 20_000;

const codes: Readonly<Record<Fault, ErrorCode>> = {
  junk: "reason.junk",
  loop: "reason.loop",
  budget: "reason.budget",
  unfounded: "reason.unfounded",
};

const faults: Readonly<Record<Fault, string>> = {
  junk: "said nothing that can be carried out",
  loop: "did again what it had done",
  budget: "went on asking when no question was left",
  unfounded: "concluded what was not asked or calculated",
};

const quoted = (text: string): string => {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > longestQuote ? `${line.slice(0, longestQuote)}…` : line;
};

/** What is told of each action: to the call it answers, or, of JSON in text, together. */
const replies = (actions: readonly Action[], came: readonly Came[]): readonly TalkMessage[] => {
  const told = actions.map(({ callId }, at) => ({ callId, text: came[at]?.reply ?? "" }));
  const inText = told.filter(({ callId }) => callId === undefined).map(({ text }) => text);
  return [
    ...told.flatMap(({ callId, text }): readonly TalkMessage[] =>
      callId === undefined ? [] : [{ role: "tool", id: callId, text }],
    ),
    ...(inText.length > 0 ? [{ role: "user", text: inText.join("\n") } as const] : []),
  ];
};

const nothing = (text: string): Came => ({
  reply: reminder,
  fault: "junk",
  refused: text.trim() === "" ? "it said nothing" : `"${quoted(text)}" calls no tool`,
});

/** Carries out a reply's actions one after the other, until one of them concludes. */
const carriedOut = async (
  { ledger, question }: Conversation,
  actions: readonly Action[],
): Promise<readonly Came[]> => {
  const came: Came[] = [];
  for (const { wanted } of actions) {
    const one = await carryOut(ledger, question, wanted);
    came.push(one);
    if (one.conclusion) break;
  }
  return came;
};

const givenUp = (talk: Talk, fault: Fault, why: string): SpatialRewardError =>
  new SpatialRewardError(
    codes[fault],
    `${talk.name} ${faults[fault]}, ${patience} times in a row, last: ${why}`,
  );

/** The first fault where nothing new came of a whole reply. */
const stalled = (came: readonly Came[]): Came | undefined =>
  came.some(({ fault }) => fault === undefined)
    ? undefined
    : came.find(({ fault }) => fault !== undefined);

/** What the model said, as it is reminded of it. */
const echo = ({ text, calls }: TalkReply): TalkMessage => ({
  role: "assistant",
  text: text.slice(0, longestEcho),
  calls: calls.slice(0, mostActions).map((call) => ({
    ...call,
    argumentText: call.argumentText.length > longestEcho ? "{}" : call.argumentText,
  })),
});

const onlyFirst: TalkMessage = {
  role: "user",
  text: `only the first ${mostActions} calls were carried out`,
};

export interface Conversation {
  readonly ledger: Ledger;
  readonly question: string;
  readonly talk: Talk;
  /** Hears what is told to be wrong. */
  readonly refuse: (what: string) => void;
}

/** What is said after a reply. */
const answerTo = (
  reply: TalkReply,
  {
    all,
    actions,
    came,
  }: { readonly all: number; readonly actions: readonly Action[]; readonly came: readonly Came[] },
): readonly TalkMessage[] => [
  echo(reply),
  ...(actions.length > 0 ? replies(actions, came) : [{ role: "user", text: reminder } as const]),
  ...(all > actions.length ? [onlyFirst] : []),
];

/**
 * Lets a language model take a question apart: it asks, calculates and concludes by tools alone. What it says without
 * ground is refused and told; a model that gets nowhere is given up.
 * @throws SpatialRewardError reason.junk, reason.loop, reason.unfounded, reason.budget, server.*, model.*, and the
 * backend's own
 */
export const converse = async (
  conversation: Conversation,
  signal?: AbortSignal,
): Promise<Outcome> => {
  const { question, talk, refuse } = conversation;
  const said: TalkMessage[] = [
    { role: "system", text: instructions() },
    { role: "user", text: question },
  ];
  let wasted = 0;
  for (let turn = 0; turn < mostTurns; turn++) {
    const reply = await talk.reply(said, tools, signal);
    const all = actionsIn(reply);
    const actions = all.slice(0, mostActions);
    const came =
      actions.length > 0 ? await carriedOut(conversation, actions) : [nothing(reply.text)];
    for (const one of came) if (one.refused !== undefined) refuse(one.refused);
    const conclusion = came.at(-1)?.conclusion;
    if (conclusion) return { conclusion };
    const stall = stalled(came);
    wasted = stall ? wasted + 1 : 0;
    if (stall?.fault && wasted >= patience) throw givenUp(talk, stall.fault, stall.refused ?? "");
    said.push(...answerTo(reply, { all: all.length, actions, came }));
  }
  throw new SpatialRewardError(
    "reason.budget",
    `${talk.name} came to no conclusion in ${mostTurns} replies`,
  );
};
