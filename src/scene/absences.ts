import type { Reason, Seconds } from "../core/index.js";

const clockText = (camera: string, seconds: Seconds): string =>
  `camera ${camera}: its clock is ${Math.abs(seconds).toFixed(1)} s ${seconds > 0 ? "ahead of" : "behind"} the pacing camera's; its frames are not used`;

/** Counts why frames of the pacing camera had none of another one. */
export const createAbsences = (camera: string) => {
  let absent: { readonly count: number; readonly bound: Seconds } | undefined;
  let apart: { readonly count: number; readonly first: Seconds } | undefined;
  return {
    absent: (bound: Seconds): void => {
      absent = { count: (absent?.count ?? 0) + 1, bound };
    },
    apart: (seconds: Seconds): void => {
      apart = { count: (apart?.count ?? 0) + 1, first: apart?.first ?? seconds };
    },
    reasons: (): readonly Reason[] => [
      ...(apart
        ? [{ kind: "camera", what: clockText(camera, apart.first), count: apart.count } as const]
        : []),
      ...(absent
        ? [
            {
              kind: "camera",
              what: `camera ${camera}: no frame of it within ${absent.bound} s`,
              count: absent.count,
            } as const,
          ]
        : []),
    ],
  };
};
