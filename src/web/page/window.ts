/** What of a time line is shown; seconds. */
export type Window = readonly [from: number, to: number];

/** The window half or twice as long around a time, within the whole of 0 to `end`. */
export const resized = ([from, to]: Window, factor: number, time: number, end: number): Window => {
  const length = Math.min(end, (to - from) * factor);
  const start = Math.min(Math.max(0, time - length / 2), end - length);
  return [start, start + length];
};

/** The window with the time in it: turned like a page when it has left. */
export const following = (window: Window, time: number, end: number): Window => {
  const [from, to] = window;
  if (time >= from && time <= to) return window;
  const length = to - from;
  const start = Math.min(
    Math.max(0, time < from ? time - length * 0.9 : time - length * 0.1),
    end - length,
  );
  return [start, start + length];
};
