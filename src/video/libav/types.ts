/** What we use of node-av: FFmpeg's own structures. Returned numbers below 0 are FFmpeg's error codes. */

export interface Rational {
  readonly num: number;
  readonly den: number;
}

export interface AvPacket {
  data: Uint8Array | null;
  pts: bigint;
  dts: bigint;
  readonly duration: bigint;
  readonly streamIndex: number;
  alloc(): void;
  unref(): void;
  free(): void;
}

export interface AvFrame {
  readonly pts: bigint;
  /** What a container without stamps of its own lets guess. */
  readonly bestEffortTimestamp: bigint;
  readonly keyFrame: number;
  /** What the decoder knows to be wrong with the picture; 0 is nothing. */
  readonly decodeErrorFlags: number;
  width: number;
  height: number;
  format: number;
  alloc(): void;
  /** Memory for the pixels, by width, height and format. */
  getBuffer(align: number): number;
  /** A copy of the pixels without padding. */
  toBuffer(): Uint8Array;
  unref(): void;
  free(): void;
}

export interface AvCodecParameters {
  readonly codecType: number;
  readonly codecId: number;
  getCodedSideData(type: number): Uint8Array | null;
}

export interface AvCodecContext {
  threadCount: number;
  pktTimebase: Rational;
  allocContext3(codec: AvCodec): void;
  parametersToContext(parameters: AvCodecParameters): number;
  setOption(name: string, value: bigint): number;
  open2(codec: AvCodec): Promise<number>;
  sendPacket(packet: AvPacket | null): Promise<number>;
  receiveFrame(frame: AvFrame): Promise<number>;
  freeContext(): void;
}

export interface AvCodec {
  readonly name: string | null;
}

export interface AvStream {
  readonly index: number;
  readonly timeBase: Rational;
  readonly avgFrameRate: Rational;
  readonly disposition: number;
  readonly codecpar: AvCodecParameters;
}

export interface AvFormatContext {
  /** In microseconds, as the container says. */
  readonly duration: bigint;
  readonly streams: readonly AvStream[];
  openInput(path: string, format: null, options: null): Promise<number>;
  findStreamInfo(options: null): Promise<number>;
  readFrame(packet: AvPacket): Promise<number>;
  seekFrame(stream: number, timestamp: bigint, flags: number): Promise<number>;
  closeInput(): Promise<void>;
}

export interface AvScaler {
  allocContext(): void;
  scaleFrame(to: AvFrame, from: AvFrame): Promise<number>;
  freeContext(): void;
}

/** `node-av/lib`. */
export interface AvLibrary {
  readonly Packet: new () => AvPacket;
  readonly Frame: new () => AvFrame;
  readonly CodecContext: new () => AvCodecContext;
  readonly FormatContext: new () => AvFormatContext;
  readonly SoftwareScaleContext: new () => AvScaler;
  readonly Codec: { findDecoder(id: number): AvCodec | null };
  readonly Log: { setLevel(level: number): void };
  readonly avGetCodecName: (id: number) => string | null;
}

export const constantNames = [
  "AV_CODEC_ID_H264",
  "AV_CODEC_ID_HEVC",
  "AV_CODEC_ID_AV1",
  "AV_CODEC_ID_VP9",
  "AV_PIX_FMT_RGB24",
  "AV_LOG_QUIET",
  "AV_PKT_DATA_DISPLAYMATRIX",
  "AVSEEK_FLAG_BACKWARD",
  "AVMEDIA_TYPE_VIDEO",
  "AV_DISPOSITION_ATTACHED_PIC",
] as const;

export type ConstantName = (typeof constantNames)[number];

/** FFmpeg, as the binding gives it. */
export interface Libav {
  readonly lib: AvLibrary;
  readonly constants: Readonly<Record<ConstantName, number>>;
  /** Of a stamp that is not known. */
  readonly noPts: bigint;
}
