import { type RgbImage, SpatialRewardError, type Stamp } from "../core/index.js";
import { Belief, damagedPacket, type Shown } from "./belief.js";
import { codecNames } from "./codec.js";
import { VideoDecoder } from "./decoder.js";
import { Demuxer } from "./libav/demuxer.js";
import { loadLibav } from "./libav/load.js";
import { noTurn, type Turn, turned, turnOf } from "./rotation.js";

/** A frame of a video file, as players show it; or why there is none at its time. */
export interface VideoFrame {
  /** Nanoseconds on the file's own clock. */
  readonly time: Stamp;
  readonly picture: RgbImage | string;
}

/** A part of a video file. */
export interface VideoPart {
  readonly path: string;
  /** Nanoseconds on the file's clock: frames before it are left out. */
  readonly from?: Stamp;
}

const rgbOf = (picture: Shown["picture"], turn: Turn): VideoFrame["picture"] =>
  typeof picture === "string" || turn === noTurn ? picture : turned(picture, turn);

/** The decoder of a file's video. @throws SpatialRewardError video.unreadable */
const openDecoder = async ({ libav, path, stream }: Demuxer): Promise<VideoDecoder> => {
  const { lib } = libav;
  const codec = lib.Codec.findDecoder(stream.codecpar.codecId);
  const decoder = codec && (await VideoDecoder.open({ libav, codec, stream }));
  if (decoder) return decoder;
  const name = lib.avGetCodecName(stream.codecpar.codecId) ?? "an unknown codec";
  throw new SpatialRewardError(
    "video.unreadable",
    `${path}: its video is ${name}, which can't be decoded; ${codecNames.join(", ")} can`,
  );
};

async function* shownIn(demuxer: Demuxer, decoder: VideoDecoder): AsyncGenerator<Shown> {
  const belief = new Belief();
  let begun = false;
  for await (const packet of demuxer.packets()) {
    const { pts } = packet;
    const { accepted, pictures } = await decoder.decodePacket(packet);
    begun ||= pictures.length > 0;
    if (!accepted && begun) belief.refuse(pts);
    for (const picture of pictures) yield belief.shown(picture);
    if (!accepted && begun) yield { id: pts, picture: damagedPacket };
  }
  for (const picture of await decoder.end()) yield belief.shown(picture);
}

/**
 * The frames of a video file (mp4, mov, mkv, webm, avi…) in the order in which they are seen, turned as the file says.
 * Memory does not grow with the file.
 * @throws SpatialRewardError video.decoder, video.unreadable
 */
export async function* videoFrames({ path, from }: VideoPart): AsyncGenerator<VideoFrame> {
  const libav = await loadLibav();
  const demuxer = await Demuxer.open(libav, path);
  try {
    const decoder = await openDecoder(demuxer);
    const matrix = libav.constants.AV_PKT_DATA_DISPLAYMATRIX;
    const turn = turnOf(demuxer.stream.codecpar.getCodedSideData(matrix));
    try {
      if (from !== undefined) await demuxer.seek(from);
      for await (const { id, picture } of shownIn(demuxer, decoder)) {
        const time = demuxer.nanoseconds(id);
        if (from === undefined || time >= from) yield { time, picture: rgbOf(picture, turn) };
      }
    } finally {
      decoder.close();
    }
  } finally {
    await demuxer.close();
  }
}
