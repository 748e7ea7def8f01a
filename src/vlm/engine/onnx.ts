import type { InferenceSession, Tensor as OnnxTensor } from "onnxruntime-common";
import type { RefusedProvider } from "./protocol.js";
import { loadRuntime } from "./runtime.js";
import { type GraphPorts, isElementType, type Port, type Tensor, tensorOf } from "./tensor.js";

/** The one file that knows onnxruntime. Its sessions block the thread they run in. */
export type Session = InferenceSession;
export type Value = OnnxTensor;

const { env, listSupportedBackends, ...runtime } = loadRuntime();

// What goes wrong comes back as errors; without this the runtime also writes it to stderr by itself.
env.logLevel = "fatal";

export interface Loaded {
  readonly session: Session;
  readonly provider: string;
  readonly refused: readonly RefusedProvider[];
}

const messageOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);

const create = (path: string, provider: string, threads: number): Promise<Session> =>
  runtime.InferenceSession.create(path, {
    executionProviders: [provider],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    // "all" would add blocked layouts of convolutions: about 5 % faster, and a quarter of the engine's memory.
    graphOptimizationLevel: "extended",
    logSeverityLevel: 3,
  });

/**
 * Opens a graph with the first provider that can be had; those that can't are reported, and CPU is always tried last.
 * @throws Error from the runtime when the CPU can't load it either: the file is then at fault
 */
export const loadSession = async (
  path: string,
  providers: readonly string[],
  threads: number,
): Promise<Loaded> => {
  const refused: RefusedProvider[] = [];
  const built = new Set(listSupportedBackends().map(({ name }) => name));
  for (const provider of providers.filter((name) => name !== "cpu")) {
    if (!built.has(provider)) {
      refused.push({ provider, reason: `this build has ${[...built].join(", ")}` });
      continue;
    }
    try {
      return { session: await create(path, provider, threads), provider, refused };
    } catch (thrown) {
      refused.push({ provider, reason: messageOf(thrown) });
    }
  }
  return { session: await create(path, "cpu", threads), provider: "cpu", refused };
};

const port = (metadata: InferenceSession.ValueMetadata): Port =>
  metadata.isTensor
    ? { name: metadata.name, type: metadata.type, dims: metadata.shape }
    : { name: metadata.name, type: "not a tensor", dims: [] };

export const portsOf = (session: Session): GraphPorts => ({
  inputs: session.inputMetadata.map(port),
  outputs: session.outputMetadata.map(port),
});

export const toValue = ({ type, data, dims }: Tensor): Value =>
  new runtime.Tensor(type, data, dims);

/** Some rows of a tensor as a new one; the tensor itself where those are all it has, in order. */
export const rowsOf = (value: Value, rows: readonly number[]): Value => {
  if (rows.length === value.dims[0] && rows.every((row, at) => row === at)) return value;
  const tensor = toTensor("kept", value);
  const bytes = new Uint8Array(tensor.data.buffer, tensor.data.byteOffset, tensor.data.byteLength);
  const size = bytes.length / (tensor.dims[0] ?? 1);
  const picked = new Uint8Array(size * rows.length);
  for (const [to, row] of rows.entries())
    picked.set(bytes.subarray(row * size, (row + 1) * size), to * size);
  return toValue(tensorOf(tensor.type, picked.buffer, [rows.length, ...tensor.dims.slice(1)]));
};

/** @throws Error for an element type that we don't carry between threads */
export const toTensor = (name: string, value: Value): Tensor => {
  if (!isElementType(value.type))
    throw new Error(`output "${name}" is ${value.type}, which is not supported`);
  if (!ArrayBuffer.isView(value.data)) throw new Error(`output "${name}" has no numbers`);
  const { buffer, byteOffset, byteLength } = value.data;
  const whole = buffer instanceof ArrayBuffer && byteLength === buffer.byteLength;
  const bytes = whole ? buffer : new Uint8Array(buffer, byteOffset, byteLength).slice().buffer;
  return tensorOf(value.type, bytes, value.dims);
};
