import { z } from "zod";

/** What has no number in JSON: null, or (Python writes it bare, our fetch quotes it) its name. */
const noNumber = z.enum(["NaN", "Infinity", "-Infinity"]);
const logprob = z.object({ token: z.string(), logprob: z.union([z.number(), z.null(), noNumber]) });

const part = z.object({
  type: z.string().nullish(),
  text: z.string().nullish(),
  refusal: z.string().nullish(),
});
/** A text, or its parts; thinking and other kinds of part are no answer. */
const content = z.union([z.string(), z.array(z.union([z.string(), part]))]);

/** Some servers give the arguments as an object instead of its text. */
const toolCall = z.object({
  id: z.string().nullish(),
  function: z.object({ name: z.string(), arguments: z.unknown() }),
});

const count = z.number().min(0);

/** What we read of a chat completion; servers add and leave out much else. */
const completion = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({
          content: content.nullish(),
          refusal: z.string().nullish(),
          tool_calls: z.array(toolCall).nullish().catch(null), // as good as none: it is asked again
        }),
        logprobs: z
          .object({
            content: z
              .array(logprob.extend({ top_logprobs: z.array(logprob).nullish() }))
              .nullish(),
          })
          .nullish()
          .catch(null), // in a form that we don't know: as good as not told
      }),
    )
    .min(1),
  usage: z
    .object({
      prompt_tokens: count.nullish(),
      completion_tokens: count.nullish(),
      prompt_tokens_details: z.object({ cached_tokens: count.nullish() }).nullish(),
    })
    .nullish()
    .catch(null),
});

export interface TokenChoice {
  readonly token: string;
  /** 0..1. */
  readonly probability: number;
}

/** A token that was said, and those that could have been. */
export interface SaidToken extends TokenChoice {
  readonly others: readonly TokenChoice[];
}

export interface TokenUse {
  readonly input: number;
  /** Of `input`, those that the server had in its cache. */
  readonly cached: number;
  readonly output: number;
}

/** A tool that a model wants to be used. */
export interface ToolCall {
  /** The server's name for this call; made up where it gives none. */
  readonly id: string;
  readonly name: string;
  /** As the model wrote them: JSON, as a rule. */
  readonly argumentText: string;
}

/** What a model replied. */
export interface Reply {
  readonly text: string;
  /** Why it ended: "length" when it was cut off. */
  readonly finish: string;
  readonly refused: boolean;
  /** Where the server tells: the tokens that make up `text`, the first of them possibly beginning before it. */
  readonly tokens?: readonly SaidToken[];
  /** What can't be true of a model that works, for a sentence: a token said with no probability, or one of more than 1. */
  readonly impossible?: string;
  /** Absent where no tool is called. */
  readonly calls?: readonly ToolCall[];
  readonly use: TokenUse;
}

type LogProbability = z.infer<typeof logprob>;

/** Servers round: so far above 0 is 0. */
const roundOff = 1e-3;

/** NaN where it is no logarithm of a probability. The logarithm of 0 is written as null, too. */
const logOf = ({ logprob: value }: LogProbability): number => {
  if (value === null || value === "-Infinity") return Number.NEGATIVE_INFINITY;
  return typeof value === "number" && value <= roundOff ? value : Number.NaN;
};

const choice = (one: LogProbability): TokenChoice => ({
  token: one.token,
  probability: Math.min(1, Math.exp(logOf(one))),
});

type Choices = z.infer<typeof completion>["choices"];

const tokensOf = (logprobs: Choices[number]["logprobs"]): readonly SaidToken[] | undefined => {
  const said = logprobs?.content;
  if (!said || said.length === 0) return undefined;
  return said.map((one) => ({
    ...choice(one),
    others: (one.top_logprobs ?? []).filter(({ token }) => token !== one.token).map(choice),
  }));
};

/** A token that was said has a probability above 0; another one may have none. */
const impossibleIn = (logprobs: Choices[number]["logprobs"]): string | undefined => {
  for (const said of logprobs?.content ?? []) {
    const others = said.top_logprobs ?? [];
    const wrong = Number.isFinite(logOf(said))
      ? others.find((other) => Number.isNaN(logOf(other)))
      : said;
    if (wrong)
      return `has "${wrong.token}" with a log probability of ${wrong.logprob}: its logits are no numbers`;
  }
  return undefined;
};

const callsOf = ({ tool_calls }: Choices[number]["message"]): readonly ToolCall[] =>
  (tool_calls ?? []).map(({ id, function: called }, at) => ({
    id: id || `call_${at + 1}`,
    name: called.name,
    argumentText:
      typeof called.arguments === "string"
        ? called.arguments
        : JSON.stringify(called.arguments ?? {}),
  }));

type Content = Choices[number]["message"]["content"];

const textOf = (said: Content): string | undefined => {
  if (!Array.isArray(said)) return said ?? undefined;
  const texts = said.flatMap((each) => {
    if (typeof each === "string") return [each];
    return /^(?:output_)?text$/.test(each.type ?? "text") ? [each.text ?? ""] : [];
  });
  return texts.join("");
};

const refusalIn = (said: Content): string =>
  Array.isArray(said)
    ? said.map((each) => (typeof each === "string" ? "" : (each.refusal ?? ""))).join("")
    : "";

/** The reply in a server's answer; undefined when it is no chat completion. */
export const readReply = (value: unknown): Reply | undefined => {
  const { data } = completion.safeParse(value);
  const [first] = data?.choices ?? [];
  if (!data || !first) return undefined;
  const { message, finish_reason, logprobs } = first;
  const tokens = tokensOf(logprobs);
  const impossible = impossibleIn(logprobs);
  const text = textOf(message.content);
  const calls = callsOf(message);
  const refusal = message.refusal ?? refusalIn(message.content);
  return {
    text: text ?? refusal,
    finish: finish_reason ?? "",
    refused: refusal !== "" || finish_reason === "content_filter",
    ...(tokens && { tokens }),
    ...(calls.length > 0 && { calls }),
    ...(impossible !== undefined && { impossible }),
    use: {
      input: data.usage?.prompt_tokens ?? 0,
      cached: data.usage?.prompt_tokens_details?.cached_tokens ?? 0,
      output: data.usage?.completion_tokens ?? 0,
    },
  };
};
