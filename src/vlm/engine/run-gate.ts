/**
 * Holds the end of a process back until a run has ended: onnxruntime aborts the whole process (SIGABRT) when its thread
 * is stopped in the middle of one. Shared memory, because an exiting main thread can't wait for messages.
 */
export type RunGate = SharedArrayBuffer;

const [running, shut] = [0, 1];

/** How long an exit waits for a run, in milliseconds. */
const patience = 10_000;

export const createRunGate = (): RunGate => new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);

/**
 * In the worker: one stretch of native work.
 * @throws Error when the process is ending
 */
export const throughGate = async <T>(gate: RunGate, work: () => Promise<T>): Promise<T> => {
  const flags = new Int32Array(gate);
  Atomics.store(flags, running, 1);
  try {
    if (Atomics.load(flags, shut) === 1) throw new Error("the process is ending");
    return await work();
  } finally {
    Atomics.store(flags, running, 0);
    Atomics.notify(flags, running);
  }
};

/** Whether a run is under way: then its thread must not be stopped. */
export const isRunning = (gate: RunGate): boolean =>
  Atomics.load(new Int32Array(gate), running) === 1;

/** In the main thread, as it exits: no run begins any more; blocks until the one under way has ended. */
export const shutGate = (gate: RunGate): void => {
  const flags = new Int32Array(gate);
  Atomics.store(flags, shut, 1);
  Atomics.wait(flags, running, 1, patience);
};
