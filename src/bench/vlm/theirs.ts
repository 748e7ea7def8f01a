import { basename, dirname } from "node:path";
import {
  AutoModelForImageTextToText,
  AutoProcessor,
  env,
  type PreTrainedModel,
  type Processor,
  RawImage,
} from "@huggingface/transformers";
import type { Frame } from "../../core/index.js";
import { askedText, type Precision } from "../../vlm/index.js";
import { type Taken, takenBy } from "../measure.js";
import { questionTexts } from "./ours.js";

const generate = async (
  model: PreTrainedModel,
  processor: Processor,
  image: RawImage,
  question: string,
  tokens: number,
): Promise<void> => {
  const content = [{ type: "image" }, { type: "text", text: question }];
  const options = { add_generation_prompt: true };
  // Typed for texts alone; content in parts is what image templates take.
  const messages = [{ role: "user", content }] as unknown as Parameters<
    Processor["apply_chat_template"]
  >[0];
  const text = processor.apply_chat_template(messages, options);
  const inputs = await processor(text, [image], { do_image_splitting: false });
  await model.generate({
    ...inputs,
    max_new_tokens: tokens,
    min_new_tokens: tokens,
    do_sample: false,
  });
};

/** What transformers.js takes for so many questions, one after the other, with so many tokens an answer. */
export const theirSpeeds = async (
  folder: string,
  precision: Precision,
  frame: Frame,
  asked: readonly { readonly questions: number; readonly tokens: number }[],
  threads: number,
  progress: (text: string) => void,
): Promise<readonly Taken[]> => {
  env.allowRemoteModels = false;
  env.localModelPath = dirname(folder);
  const name = basename(folder);
  const processor = await AutoProcessor.from_pretrained(name);
  const model = await AutoModelForImageTextToText.from_pretrained(name, {
    dtype: precision,
    device: "cpu",
    session_options: { intraOpNumThreads: threads },
  });
  const { data, width, height } = await frame.rgb();
  const image = new RawImage(new Uint8ClampedArray(data), width, height, 3);
  await generate(model, processor, image, "How far?", 2); // warms up
  const all = [];
  for (const { questions, tokens } of asked) {
    const taken = await takenBy(async () => {
      for (const question of questionTexts(questions))
        await generate(model, processor, image, askedText(question), tokens);
    });
    progress(`${precision}, ${questions} questions, generate(): ${taken.seconds.toFixed(2)} s`);
    all.push(taken);
  }
  await model.dispose();
  return all;
};
