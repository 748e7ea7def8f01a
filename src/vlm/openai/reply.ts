import { z } from "zod";

/** The logarithm of 0 has no number in JSON. */
const logprob = z.object({ token: z.string(), logprob: z.number().max(1e-3).nullable() });

const count = z.number().min(0);

/** What we read of a chat completion; servers add and leave out much else. */
const completion = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
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

/** What a model replied. */
export interface Reply {
  readonly text: string;
  /** Why it ended: "length" when it was cut off. */
  readonly finish: string;
  readonly refused: boolean;
  /** Where the server tells: the tokens that make up `text`, the first of them possibly beginning before it. */
  readonly tokens?: readonly SaidToken[];
  readonly use: TokenUse;
}

const choice = ({ token, logprob: value }: z.infer<typeof logprob>): TokenChoice => ({
  token,
  probability: value === null ? 0 : Math.min(1, Math.exp(value)),
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

/** The reply in a server's answer; undefined when it is no chat completion. */
export const readReply = (value: unknown): Reply | undefined => {
  const { data } = completion.safeParse(value);
  const [first] = data?.choices ?? [];
  if (!data || !first) return undefined;
  const { message, finish_reason, logprobs } = first;
  const tokens = tokensOf(logprobs);
  return {
    text: message.content ?? message.refusal ?? "",
    finish: finish_reason ?? "",
    refused: (message.refusal ?? "") !== "" || finish_reason === "content_filter",
    ...(tokens && { tokens }),
    use: {
      input: data.usage?.prompt_tokens ?? 0,
      cached: data.usage?.prompt_tokens_details?.cached_tokens ?? 0,
      output: data.usage?.completion_tokens ?? 0,
    },
  };
};
