import { createRequire } from "node:module";
import { z } from "zod";

const runtime = z.object({
  listSupportedBackends: z.function({ output: z.array(z.object({ name: z.string() })) }),
});

/**
 * Execution providers that the runtime was built with; whether their drivers are here shows when a model is opened.
 * The runtime is loaded at the first call: whoever never asks doesn't pay for it.
 */
export const executionProviders = (): readonly string[] => {
  const { listSupportedBackends } = runtime.parse(
    createRequire(import.meta.url)("onnxruntime-node"),
  );
  return listSupportedBackends().map(({ name }) => name);
};
