/** Lengths are metres, times seconds and stamps nanoseconds since the epoch, wherever a name does not say otherwise. */
export type Metres = number;
export type Seconds = number;
/** Nanoseconds since the epoch (ROS time). bigint: a double loses 256 ns at today's dates. */
export type Stamp = bigint;

export const nanosecondsPerSecond = 1_000_000_000n;

/** Metres in one of each unit people write lengths in (international foot and inch, exact). */
export const lengthUnits = {
  mm: 0.001,
  cm: 0.01,
  m: 1,
  km: 1000,
  in: 0.0254,
  ft: 0.3048,
  yd: 0.9144,
} as const satisfies Record<string, Metres>;

export type LengthUnit = keyof typeof lengthUnits;

/** Seconds from `before` to `after`; exact to a nanosecond for gaps below 100 days. */
export const secondsBetween = (before: Stamp, after: Stamp): Seconds =>
  Number(after - before) / 1e9;

/** The nearest stamp to a time in seconds. */
export const stampOf = (seconds: Seconds): Stamp => BigInt(Math.round(seconds * 1e9));
