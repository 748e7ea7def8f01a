import { CdrWriter, EncapsulationKind } from "@foxglove/cdr";

/** How test messages are laid out: both byte orders of CDR, and ROS 1. */
export const layouts = ["cdr little endian", "cdr big endian", "ros1"] as const;
export type Layout = (typeof layouts)[number];

export const messageEncodingOf = (layout: Layout): "ros1" | "cdr" =>
  layout === "ros1" ? "ros1" : "cdr";

interface Sink {
  uint8(value: number): void;
  uint32(value: number): void;
  float64(value: number): void;
  string(value: string): void;
  octets(value: Uint8Array): void;
  done(): Uint8Array;
}

const cdrSink = (kind: EncapsulationKind): Sink => {
  const writer = new CdrWriter({ kind });
  return {
    uint8: (value) => writer.uint8(value),
    uint32: (value) => writer.uint32(value),
    float64: (value) => writer.float64(value),
    string: (value) => writer.string(value),
    octets: (value) => writer.uint8Array(value, true),
    done: () => writer.data,
  };
};

const ros1Sink = (): Sink => {
  const parts: Uint8Array[] = [];
  const number = (bytes: number, write: (view: DataView) => void): void => {
    const part = new Uint8Array(bytes);
    write(new DataView(part.buffer));
    parts.push(part);
  };
  const uint32 = (value: number): void => number(4, (view) => view.setUint32(0, value, true));
  const octets = (value: Uint8Array): void => {
    uint32(value.length);
    parts.push(value);
  };
  return {
    uint8: (value) => number(1, (view) => view.setUint8(0, value)),
    uint32,
    float64: (value) => number(8, (view) => view.setFloat64(0, value, true)),
    string: (value) => octets(new TextEncoder().encode(value)),
    octets,
    done: () => new Uint8Array(Buffer.concat(parts)),
  };
};

const headed = (layout: Layout, sec: number, nanosec: number, frameId: string): Sink => {
  const sink =
    layout === "ros1"
      ? ros1Sink()
      : cdrSink(layout === "cdr big endian" ? EncapsulationKind.CDR_BE : EncapsulationKind.CDR_LE);
  if (layout === "ros1") sink.uint32(7); // seq
  sink.uint32(sec);
  sink.uint32(nanosec);
  sink.string(frameId);
  return sink;
};

export interface ImageFields {
  readonly width: number;
  readonly height: number;
  readonly encoding: string;
  readonly data: Uint8Array | readonly number[];
  readonly step?: number;
  readonly bigEndian?: boolean;
}

/** A sensor_msgs/Image stamped 12.000000034 s in "camera_optical". */
export const imageMessage = (fields: ImageFields, layout: Layout = "cdr little endian") => {
  const { width, height, encoding, data, bigEndian = false } = fields;
  const sink = headed(layout, 12, 34, "camera_optical");
  sink.uint32(height);
  sink.uint32(width);
  sink.string(encoding);
  sink.uint8(bigEndian ? 1 : 0);
  sink.uint32(fields.step ?? data.length / height);
  sink.octets(Uint8Array.from(data));
  return described("Image", layout, sink.done());
};

/** A sensor_msgs/CompressedImage with the same header. */
export const compressedMessage = (
  format: string,
  data: Uint8Array,
  layout: Layout = "cdr little endian",
) => {
  const sink = headed(layout, 12, 34, "camera_optical");
  sink.string(format);
  sink.octets(data);
  return described("CompressedImage", layout, sink.done());
};

export interface CameraInfoFields {
  /** Width and height. */
  readonly size?: readonly [number, number];
  readonly k: readonly number[];
  readonly d?: readonly number[];
  readonly binning?: readonly [number, number];
  /** left, top, width, height */
  readonly region?: readonly [number, number, number, number];
}

/** A 640×480 sensor_msgs/CameraInfo. */
export const cameraInfoMessage = (
  {
    k,
    d = [],
    size: [w, h] = [640, 480],
    binning = [0, 0],
    region = [0, 0, 0, 0],
  }: CameraInfoFields,
  layout: Layout = "cdr little endian",
): Uint8Array => {
  const sink = headed(layout, 12, 34, "camera_optical");
  sink.uint32(h);
  sink.uint32(w);
  sink.string("plumb_bob");
  sink.uint32(d.length);
  for (const value of [...d, ...k, ...Array<number>(9 + 12).fill(0)]) sink.float64(value);
  const [left, top, width, height] = region;
  for (const value of [...binning, left, top, height, width]) sink.uint32(value);
  sink.uint8(0);
  return sink.done();
};

const described = (name: "Image" | "CompressedImage", layout: Layout, bytes: Uint8Array) => ({
  topic: "/camera",
  type: layout === "ros1" ? `sensor_msgs/${name}` : `sensor_msgs/msg/${name}`,
  messageEncoding: messageEncodingOf(layout),
  bytes,
});
