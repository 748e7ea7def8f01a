import { z } from "zod";
import { allRelations, contacts, isRelation } from "../../core/index.js";

export const modelType = "spatial_nano";

const scale = z.number().positive().optional();

/** `config.json` of the nano family. */
export const nanoConfig = z.object({
  model_type: z.literal(modelType),
  version: z.string(),
  /** What each relation logit stands for. */
  relations: z
    .array(
      z.string().refine(isRelation, { error: () => `must be one of ${allRelations().join(", ")}` }),
    )
    .min(1),
  /** What each predicate logit stands for. */
  predicates: z
    .array(z.enum(contacts))
    .refine((names) => contacts.every((name) => names.includes(name)), {
      message: `must have ${contacts.join(", ")}`,
    }),
  max_question_tokens: z.int().positive(),
  /** Probability from which a thing counts as being in view. */
  visible_threshold: z.number().min(0).max(1),
  /** Factors for variances, fitted on validation data. */
  calibration: z
    .strictObject({ point: scale, size: scale, distance: scale, gap: scale })
    .default({}),
});

export type NanoConfig = z.infer<typeof nanoConfig>;
export type Calibration = NanoConfig["calibration"];
