import type { Chat, ChatRequest } from "./chat.js";
import type { Reply } from "./reply.js";

/**
 * What a model replies: once, where the server tells its tokens' probabilities, else so many times, the further ones drawn
 * at random. Of those, what fails is left out as long as one is there.
 */
export const repliesTo = async (
  chat: Chat,
  request: ChatRequest,
  samples: number,
  signal?: AbortSignal,
): Promise<readonly Reply[]> => {
  const first = await chat.complete(request, signal);
  if (first.tokens !== undefined || first.refused || samples <= 1) return [first];
  const further = await Promise.allSettled(
    Array.from({ length: samples - 1 }, (_, at) =>
      chat.complete({ ...request, sample: at + 1 }, signal),
    ),
  );
  signal?.throwIfAborted();
  return [first, ...further.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []))];
};
