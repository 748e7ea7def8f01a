import type { ChatCompletionMessageParam } from "openai/resources/chat/completions";
import type { Frame } from "../../core/index.js";
import type { BackendUsage } from "../backend.js";
import { type Logger, silentLogger } from "../engine/logger.js";
import { openChat } from "./chat.js";
import { jpegDataUrl } from "./image.js";
import type { Body } from "./parameters.js";
import type { ToolCall } from "./reply.js";
import { defaultServerSettings, type ServerSettings } from "./settings.js";
import { parseServerSpec } from "./spec.js";

export type { ToolCall } from "./reply.js";

/** A tool that the model may call. */
export interface ToolOffer {
  readonly name: string;
  readonly description: string;
  /** JSON schema of its arguments. */
  readonly parameters: Record<string, unknown>;
}

/** One thing said in a talk. */
export type Said =
  | { readonly role: "system"; readonly text: string }
  /** With an image, which comes before the text. */
  | { readonly role: "user"; readonly text: string; readonly image?: Frame }
  | { readonly role: "assistant"; readonly text: string; readonly calls: readonly ToolCall[] }
  /** What a call came to. */
  | { readonly role: "tool"; readonly id: string; readonly text: string };

export interface Told {
  readonly text: string;
  readonly calls: readonly ToolCall[];
  readonly refused: boolean;
}

/** A talk in words with a language model that may call tools; a server that doesn't take tools is told of none. */
export interface Talk {
  /** Of the model. */
  readonly name: string;
  /** @throws SpatialRewardError server.*, model.question, model.cut, model.failed, or the signal's reason */
  reply(said: readonly Said[], tools: readonly ToolOffer[], signal?: AbortSignal): Promise<Told>;
  usage(): BackendUsage | undefined;
}

const messageOf = async (
  said: Said,
  settings: ServerSettings,
): Promise<ChatCompletionMessageParam> => {
  if (said.role === "user" && said.image) {
    const url = await jpegDataUrl(said.image, settings);
    const content = [
      { type: "image_url", image_url: { url } },
      { type: "text", text: said.text },
    ] as const;
    return { role: "user", content: [...content] };
  }
  if (said.role === "tool") return { role: "tool", tool_call_id: said.id, content: said.text };
  if (said.role !== "assistant") return { role: said.role, content: said.text };
  const { text, calls } = said;
  if (calls.length === 0) return { role: "assistant", content: text };
  return {
    role: "assistant",
    content: text === "" ? null : text,
    tool_calls: calls.map(({ id, name, argumentText }) => ({
      id,
      type: "function",
      function: { name, arguments: argumentText },
    })),
  };
};

const toolOf = ({
  name,
  description,
  parameters,
}: ToolOffer): NonNullable<Body["tools"]>[number] => ({
  type: "function",
  function: { name, description, parameters },
});

/**
 * `openai:MODEL@URL`, to talk with. Nothing is sent until something is said.
 * @throws SpatialRewardError backend.unknown
 */
export const openTalk = (
  name: string,
  given: Partial<ServerSettings> = {},
  logger: Logger = silentLogger,
): Talk => {
  const spec = parseServerSpec(name);
  const settings = { ...defaultServerSettings, ...given };
  const chat = openChat(spec, settings, logger);
  return {
    name: spec.model,
    usage: chat.usage.total,
    reply: async (said, tools, signal) => {
      const messages = await Promise.all(said.map((each) => messageOf(each, settings)));
      const request = { messages, ...(tools.length > 0 && { tools: tools.map(toolOf) }) };
      const { text, calls = [], refused } = await chat.complete(request, signal);
      return { text, calls, refused };
    },
  };
};
