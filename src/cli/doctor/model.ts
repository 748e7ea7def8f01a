import { performance } from "node:perf_hooks";
import type { Frame } from "../../core/index.js";
import { type Backend, executionProviders, type Providers } from "../../vlm/index.js";
import { parseQuestion } from "../../vqa/index.js";
import { probeSeed } from "../probe-seed.js";
import { type Check, fail, ok, warn } from "./check.js";

const grey: Frame = {
  stamp: 0n,
  camera: "doctor",
  frameId: "",
  width: 64,
  height: 48,
  rgb: async (size = { width: 64, height: 48 }) => ({
    ...size,
    data: new Uint8Array(size.width * size.height * 3).fill(128),
  }),
};

const milliseconds = async (backend: Backend): Promise<number> => {
  const questions = [parseQuestion("How far is the gripper from the red mug?")];
  await backend.ask(grey, questions); // the first run pays for warming up
  const started = performance.now();
  await backend.ask(grey, questions);
  return performance.now() - started;
};

/** Of models behind servers, whether they see what they are sent; nothing of others. */
const checkSight = async (spec: string, backend: Backend): Promise<readonly Check[]> => {
  const sight = await backend.probe?.(probeSeed());
  const name = `sight of ${spec}`;
  switch (sight?.kind) {
    case undefined:
      return [];
    case "seen":
      return [ok(name, sight.told)];
    case "unknown":
      return [warn(name, sight.failure.message, "look again when the server answers")];
    case "blind":
      return [
        fail(
          name,
          `it doesn't see the pictures it is sent: ${sight.told}`,
          "take a model that sees, or start its server with its vision part (llama.cpp: --mmproj)",
        ),
      ];
  }
};

/** Loads the model and asks it something: files, hash and speed in one; of a server, that it answers, and sees. */
export const checkModel = async (
  spec: string,
  open: () => Promise<Backend>,
): Promise<readonly Check[]> => {
  const name = `model ${spec}`;
  try {
    const backend = await open();
    try {
      const { identity } = backend;
      const took = (await milliseconds(backend)).toFixed(0);
      const found = `version ${identity.version}, sha256 ${identity.hash}, ${took} ms an image`;
      return [ok(name, found), ...(await checkSight(spec, backend))];
    } finally {
      await backend.close();
    }
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const remedy = "install the package again, or name another model with --backend";
    return [fail(name, message, remedy)];
  }
};

const providersFound = ({ names, runtime }: Providers): Check => {
  const name = "execution providers";
  const version = `onnxruntime ${runtime.version}`;
  if (!names.includes("cpu"))
    return warn(name, `${version}: none for the CPU`, "npm install onnxruntime-node");
  if (runtime.carried) return ok(name, `cpu; ${version} as it comes with this package`);
  const others = names.filter((each) => each !== "cpu").join(", ");
  return ok(
    name,
    `cpu; where their libraries are installed: ${others}; ${version} as it is installed here`,
  );
};

/** Where onnxruntime can compute. The CPU is enough for nano. */
export const checkProviders = (): Check => {
  try {
    return providersFound(executionProviders());
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    return fail("execution providers", message, "install the package again, or onnxruntime-node");
  }
};
