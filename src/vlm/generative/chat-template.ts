import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Template } from "@huggingface/jinja";
import { z } from "zod";
import { SpatialRewardError } from "../../core/index.js";
import { hasModelFile, readModelJson } from "../engine/model-directory.js";

/** A question as the whole text that a model is given, with one place for the image. */
export type ChatTemplate = (question: string) => string;

const withTemplate = z.looseObject({ chat_template: z.string().optional() });

const tokenOf = z.union([z.string(), z.looseObject({ content: z.string() })]).nullish();
const withTokens = z.looseObject({ bos_token: tokenOf, eos_token: tokenOf });

const jsonFiles = ["chat_template.json", "processor_config.json", "tokenizer_config.json"] as const;

/** Where exports keep the template, the file of its own first. */
const findTemplate = async (folder: string): Promise<string | undefined> => {
  if (await hasModelFile(folder, "chat_template.jinja"))
    return readFile(join(folder, "chat_template.jinja"), "utf8");
  for (const file of jsonFiles) {
    if (!(await hasModelFile(folder, file))) continue;
    const { chat_template } = await readModelJson(folder, file, withTemplate);
    if (chat_template !== undefined) return chat_template;
  }
  return undefined;
};

/** The texts of special tokens, which templates refer to. */
const specialTokens = async (folder: string): Promise<Readonly<Record<string, string>>> => {
  if (!(await hasModelFile(folder, "tokenizer_config.json"))) return {};
  const { bos_token, eos_token } = await readModelJson(folder, "tokenizer_config.json", withTokens);
  const text = (token: z.infer<typeof tokenOf>): string =>
    (typeof token === "string" ? token : token?.content) ?? "";
  return { bos_token: text(bos_token), eos_token: text(eos_token) };
};

const messagesOf = (question: string) => [
  { role: "user", content: [{ type: "image" }, { type: "text", text: question }] },
];

/**
 * The chat template of a model directory.
 * @throws SpatialRewardError model.missing when there is none, model.corrupt when it can't be read or rendered
 */
export const readChatTemplate = async (folder: string): Promise<ChatTemplate> => {
  const source = await findTemplate(folder);
  if (source === undefined)
    throw new SpatialRewardError(
      "model.missing",
      `${folder}: no chat template; one of chat_template.jinja, ${jsonFiles.join(", ")} must have it`,
    );
  const tokens = await specialTokens(folder);
  const corrupt = (cause: unknown): SpatialRewardError =>
    new SpatialRewardError("model.corrupt", `${folder}: the chat template: ${String(cause)}`, {
      cause,
    });
  const attempt = <T>(work: () => T): T => {
    try {
      return work();
    } catch (cause) {
      throw corrupt(cause);
    }
  };
  const template = attempt(() => new Template(source));
  return (question) =>
    attempt(() =>
      template.render({ messages: messagesOf(question), add_generation_prompt: true, ...tokens }),
    );
};
