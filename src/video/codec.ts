import type { ConstantName } from "./libav/types.js";

/** The names that messages and encoders give the codecs that are read: "h264", "libx264", "h264_nvenc", "av01". */
const codecs: readonly { readonly name: string; readonly is: RegExp; readonly id: ConstantName }[] =
  [
    {
      name: "h264",
      is: /^(lib)?(x264(rgb)?|open?h264|h\.?264|avc1?)(_|$)/i,
      id: "AV_CODEC_ID_H264",
    },
    { name: "h265", is: /^(lib)?(x265|h\.?265|hevc|hvc1|hev1)(_|$)/i, id: "AV_CODEC_ID_HEVC" },
    {
      name: "av1",
      is: /^(lib)?((aom|svt)?-?av1|av01|rav1e|dav1d)(_|$)/i,
      id: "AV_CODEC_ID_AV1",
    },
    { name: "vp9", is: /^(lib(vpx-?)?)?vp0?9(_|$)/i, id: "AV_CODEC_ID_VP9" },
  ];

export const codecNames: readonly string[] = codecs.map(({ name }) => name);

/** Which of the binding's codecs a format names; undefined for one that is not read. */
export const codecOf = (format: string): ConstantName | undefined =>
  codecs.find(({ is }) => is.test(format.trim()))?.id;
