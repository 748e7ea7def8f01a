import type { Stamp } from "../core/index.js";
import { Demuxer } from "./libav/demuxer.js";
import { loadLibav } from "./libav/load.js";

/** What a video file holds, from a look at its packets that decodes nothing. */
export interface VideoSurvey {
  readonly frames: number;
  /** Of the first and the last frame, on the file's clock. */
  readonly first: Stamp;
  readonly last: Stamp;
  /** Nanoseconds that the file says it lasts beyond what is in it, where it was cut. */
  readonly missing?: Stamp;
}

const slack = 250_000_000n;

/** Reads a file to its end. @throws SpatialRewardError video.decoder, video.unreadable */
export const surveyVideo = async (path: string): Promise<VideoSurvey> => {
  const libav = await loadLibav();
  const demuxer = await Demuxer.open(libav, path);
  try {
    const times: Stamp[] = [];
    let end = 0n;
    let begin: Stamp | undefined;
    for await (const { pts: seen, dts, duration, streamIndex } of demuxer.allPackets()) {
      const pts = seen === libav.noPts ? dts : seen;
      if (pts === libav.noPts) {
        if (streamIndex === demuxer.stream.index) times.push(times.at(-1) ?? 0n);
        continue;
      }
      const stream = demuxer.file.streams[streamIndex];
      const time = demuxer.nanoseconds(pts, stream);
      const until = demuxer.nanoseconds(pts + duration, stream);
      if (until > end) end = until;
      if (begin === undefined || time < begin) begin = time;
      if (streamIndex === demuxer.stream.index) times.push(time);
    }
    return surveyOf(times, end - (begin ?? 0n), demuxer.file.duration * 1000n);
  } finally {
    await demuxer.close();
  }
};

/** The last frame's own time is not always known: a gap as long as the longest is no loss. */
const surveyOf = (times: readonly Stamp[], lasts: Stamp, said: Stamp): VideoSurvey => {
  const sorted = [...times].sort((a, b) => (a < b ? -1 : Number(a > b)));
  const gap = sorted.reduce((longest, time, index) => {
    const step = time - (sorted[index - 1] ?? time);
    return step > longest ? step : longest;
  }, 0n);
  const missing = said - lasts;
  return {
    frames: times.length,
    first: sorted[0] ?? 0n,
    last: sorted.at(-1) ?? 0n,
    ...(missing > 2n * gap + slack ? { missing } : {}),
  };
};
