import { z } from "zod";
import type { BackendFlag, BackendKind } from "../backend-kind.js";
import { defaultServerSettings as normal } from "./settings.js";
import { parseServerSpecs } from "./spec.js";

/** Waiting for a server costs a person nothing who has gone home; a live reward would be late. */
const waitOfJobs = 60;

const flags: readonly BackendFlag[] = [
  {
    flags: "--packed",
    description: "all questions of a frame in one request, answered as JSON",
    value: "switch",
  },
  {
    flags: "--places",
    description: "as --packed, and where in the picture the things are that are asked about",
    value: "switch",
  },
  {
    flags: "--samples <n>",
    description: "answers to average where the server tells no probabilities",
    value: "few",
    default: normal.samples,
  },
  {
    flags: "--parallel <n>",
    description: "requests at once, of each of several servers",
    value: "few",
    default: normal.parallel,
  },
  {
    flags: "--timeout <s>",
    description: "how long a request may take",
    value: "duration",
    default: normal.timeout,
  },
  {
    flags: "--retries <n>",
    description: "further attempts of a request that failed",
    value: "attempts",
    default: normal.retries,
  },
  {
    flags: "--wait <s>",
    description: "how long to wait for a server that has stopped answering",
    value: "waiting",
    default: waitOfJobs,
  },
  {
    flags: "--max-tokens <n>",
    description: "longest answer, thinking included",
    value: "many",
    default: normal.maxTokens,
  },
  {
    flags: "--image-size <px>",
    description: "longest side of the image that is sent",
    value: "pixels",
    default: normal.imageSize,
  },
  {
    flags: "--image-quality <1-100>",
    description: "JPEG quality of the image that is sent",
    value: "quality",
    default: normal.imageQuality,
  },
  {
    flags: "--price <in/out>",
    description: "what a million tokens cost, to add up",
    value: "prices",
  },
];

const given = z.object({
  packed: z.boolean().default(false),
  places: z.boolean().default(false),
  samples: z.number(),
  parallel: z.number(),
  timeout: z.number(),
  retries: z.number(),
  wait: z.number(),
  maxTokens: z.number(),
  imageSize: z.number(),
  imageQuality: z.number(),
  price: z.object({ input: z.number(), output: z.number() }).optional(),
});

/** A model behind a server that speaks OpenAI's chat completions. */
export const openai: BackendKind = {
  form: "openai:MODEL@URL",
  title: "A model behind a server (openai:MODEL@URL):",
  flags,
  options: (all) => {
    const { price, ...settings } = given.parse(all);
    return { server: { ...settings, ...(price && { prices: price }) } };
  },
  urls: (spec) => parseServerSpecs(spec).map(({ url }) => url),
  open: async (spec, { server, logger }) => {
    const { openOpenai } = await import("./open-openai.js"); // only who asks a server waits for its client
    return openOpenai(spec, server, logger);
  },
};
