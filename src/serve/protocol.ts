import { z } from "zod";
import { SpatialRewardError } from "../core/index.js";

/** RoboValue's model API (arXiv 2610.26663; its repository's docs/api.md): a batch of questions, a score for each. */
export const protocol = "robovalue-inference-v2";

/** `subtask`, its third operation, wants a sentence about the picture, which no task file has. */
export const operations = ["value", "compare"] as const;
export type Operation = (typeof operations)[number];

/** Which model answers, and how pictures come to it: what a harness freezes for a run. */
export interface Identity {
  readonly protocol: typeof protocol;
  readonly model_id: string;
  readonly model_version: string;
  readonly preprocessing_version: string;
  /** Nothing is ever learnt from a harness's demonstrations. */
  readonly shot_mode: "zero_shot";
}

/** More than any harness sends; each is bounded in bytes by the body's limit. */
const most = { items: 1024, frames: 4096, views: 16, text: 10_000, task: 1 << 20 } as const;

/** View -> base64 of a PNG, JPEG or WebP file, or `@name` for a part of a multipart body. */
const frame = z
  .record(z.string(), z.string().min(1))
  .refine((views) => Object.keys(views).length > 0, "needs at least one view")
  .refine((views) => Object.keys(views).length <= most.views, `at most ${most.views} views`);

const context = z.strictObject({ frames: z.array(frame).min(1).max(most.frames) });

const item = z
  .strictObject({
    /** Of one question and its inputs: asked again, it is answered as before. */
    request_id: z.uuid(),
    op: z.enum(operations),
    instruction: z.string().trim().min(1).max(most.text),
    contexts: z.array(context).min(1).max(2),
    /** Ours: the text of a task file, instead of what the instruction stands for. */
    task: z.string().max(most.task).optional(),
  })
  .refine(({ op, contexts }) => contexts.length === (op === "compare" ? 2 : 1), {
    message: "value has one context, compare two",
    path: ["contexts"],
  });

const envelope = z.strictObject({
  protocol: z.string().optional(),
  model_id: z.string().optional(),
  model_version: z.string().optional(),
  preprocessing_version: z.string().optional(),
  shot_mode: z.string().optional(),
  items: z.array(item).min(1).max(most.items),
});

export type Item = z.infer<typeof item>;
export type Views = Item["contexts"][number]["frames"][number];
type Envelope = z.infer<typeof envelope>;

export interface Result {
  readonly request_id: string;
  readonly op: Operation;
  readonly score: number;
}

const refuse = (message: string): never => {
  throw new SpatialRewardError("serve.request", message);
};

const places = (path: readonly PropertyKey[]): string => path.map(String).join(".") || "request";

/** A harness that means another model must not get this one's numbers. */
const requireIdentity = (sent: Envelope, identity: Identity): void => {
  for (const [name, ours] of Object.entries(identity)) {
    const theirs = Object.entries(sent).find(([field]) => field === name)?.[1];
    if (theirs !== undefined && theirs !== ours)
      refuse(`${name}: this server is ${JSON.stringify(ours)}; got ${JSON.stringify(theirs)}`);
  }
};

/** @throws SpatialRewardError serve.request, with all that is wrong at once */
export const parseRequest = (body: unknown, identity: Identity): readonly Item[] => {
  const read = envelope.safeParse(body);
  if (!read.success) {
    const problems = read.error.issues.map(({ path, message }) => `${places(path)}: ${message}`);
    return refuse(problems.slice(0, 10).join("; "));
  }
  requireIdentity(read.data, identity);
  const { items } = read.data;
  const ids = new Set(items.map(({ request_id }) => request_id));
  if (ids.size < items.length) refuse("items: a request_id occurs twice");
  return items;
};
