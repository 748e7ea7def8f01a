import type { Frame } from "../core/index.js";
import type { Backend } from "../vlm/index.js";
import { parseQuestion } from "../vqa/index.js";

export type OpenModel = (
  spec: string,
  options: { readonly precision: string; readonly grace: number },
) => Promise<Backend>;

/** Milliseconds that a frame whose time is up may hold on to its thread before that is replaced. */
const grace = 1000;

const size = { width: 64, height: 48 };

/** What it shows does not matter: the first run of a model pays for warming up. */
const grey: Frame = {
  stamp: 0n,
  camera: "warming up",
  frameId: "",
  ...size,
  rgb: async (target = size) => ({
    ...target,
    data: new Uint8Array(target.width * target.height * 3).fill(128),
  }),
};

/** A model that has answered once. @throws SpatialRewardError backend.unknown, model.* */
export const openWarmModel = async (
  open: OpenModel,
  { backend: spec, precision }: { readonly backend: string; readonly precision: string },
): Promise<Backend> => warm(await open(spec, { precision, grace }));

/** The same model, when it has answered once; closed where it can't. @throws SpatialRewardError model.* */
export const warm = async (backend: Backend): Promise<Backend> => {
  try {
    await backend.ask(grey, [parseQuestion("How far is the gripper from the red mug?")]);
    return backend;
  } catch (thrown) {
    await backend.close();
    throw thrown;
  }
};
