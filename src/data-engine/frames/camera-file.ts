import { readFile } from "node:fs/promises";
import { z } from "zod";
import { reasonOf, SpatialRewardError } from "../../core/index.js";

/**
 * In pixels of the picture, whose size it may tell. `up` is a unit vector in the optical frame; `depthScale` units of a
 * depth file are a metre. What is spelt otherwise (`depth_scale`) would be missed in silence: nothing else may be in it.
 */
const cameraFile = z.strictObject({
  width: z.int().positive().optional(),
  height: z.int().positive().optional(),
  fx: z.number().positive(),
  fy: z.number().positive(),
  cx: z.number(),
  cy: z.number(),
  up: z
    .tuple([z.number(), z.number(), z.number()])
    .refine((up) => Math.abs(Math.hypot(...up) - 1) < 0.01, "must be of length 1")
    .optional(),
  depthScale: z.number().positive().optional(),
});

export type CameraFile = z.infer<typeof cameraFile>;

const invalid = (path: string, problem: string, cause?: unknown): SpatialRewardError =>
  new SpatialRewardError("dataset.invalid", `${path}: ${problem}`, { cause });

/** A file of JSON as a schema has it. @throws SpatialRewardError dataset.invalid with all that is wrong */
export const readJson = async <T>(path: string, schema: z.ZodType<T>): Promise<T> => {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw invalid(path, `can't be read: ${reasonOf(cause)}`, cause);
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw invalid(path, "not JSON", cause);
  }
  const { data, error } = schema.safeParse(value);
  if (data !== undefined) return data;
  const problems = error?.issues.map(({ path: at, message }) => `${at.join(".")}: ${message}`);
  throw invalid(path, (problems ?? []).join("; "));
};

/** A lens of another size would put everything elsewhere. @throws SpatialRewardError dataset.invalid */
export const refuseOtherSize = (
  path: string,
  camera: CameraFile,
  picture: { readonly width: number; readonly height: number },
): void => {
  const { width = picture.width, height = picture.height } = camera;
  if (width !== picture.width || height !== picture.height)
    throw invalid(
      path,
      `is the camera of pictures of ${width}×${height}; this one is ${picture.width}×${picture.height}`,
    );
};

/** The camera of a picture, or of all in its folder. @throws SpatialRewardError dataset.invalid */
export const readCamera = (path: string): Promise<CameraFile> => readJson(path, cameraFile);
