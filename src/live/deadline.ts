/**
 * A signal that aborts with the given one, or so many milliseconds from now. Not AbortSignal.any of it and an
 * AbortSignal.timeout: in Node 20.20 a timeout that nothing but such a union refers to can be collected as garbage, and
 * then never comes. What waits for it does not keep the process alive.
 */
export const deadline = (signal: AbortSignal, milliseconds: number): AbortSignal => {
  const ended = new AbortController();
  const end = (): void => {
    clearTimeout(timer);
    signal.removeEventListener("abort", end);
    ended.abort();
  };
  const timer = setTimeout(end, milliseconds);
  timer.unref();
  if (signal.aborted) end();
  else signal.addEventListener("abort", end);
  return ended.signal;
};
