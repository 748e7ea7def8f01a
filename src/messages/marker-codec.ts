import type { Metres, Stamp, Vec3 } from "../core/index.js";
import { FieldWriter } from "./field-writer.js";

/** Red, green, blue, opacity; each 0..1. */
export type Colour = readonly [number, number, number, number];

interface Placed {
  readonly namespace: string;
  readonly id: number;
  readonly colour: Colour;
}

/** What RViz draws. Points are in the frame of the array's header. */
export type Marker =
  | (Placed & { readonly kind: "line"; readonly points: readonly Vec3[]; readonly width: Metres })
  | (Placed & { readonly kind: "sphere"; readonly centre: Vec3; readonly diameter: Metres })
  | (Placed & {
      readonly kind: "text";
      readonly centre: Vec3;
      readonly text: string;
      readonly height: Metres;
    });

export interface MarkerMessage {
  readonly stamp: Stamp;
  readonly frameId: string;
  readonly markers: readonly Marker[];
  /** How long RViz shows them when no newer ones come, in nanoseconds. */
  readonly lifetime: bigint;
}

/** visualization_msgs/Marker.type */
const types = { line: 4, sphere: 2, text: 9 } as const;
const origin: Vec3 = [0, 0, 0];
const add = 0;

const scaleOf = (marker: Marker): Vec3 => {
  if (marker.kind === "line") return [marker.width, 0, 0];
  if (marker.kind === "text") return [0, 0, marker.height];
  return [marker.diameter, marker.diameter, marker.diameter];
};

const writePose = (w: FieldWriter, position: Vec3): void => {
  w.coordinates(position, 3);
  for (const value of [0, 0, 0, 1]) w.float64(value);
};

const writeMarker = (w: FieldWriter, message: MarkerMessage, marker: Marker): void => {
  w.header(message.stamp, message.frameId);
  w.string(marker.namespace);
  w.int32(marker.id);
  w.int32(types[marker.kind]);
  w.int32(add);
  writePose(w, marker.kind === "line" ? origin : marker.centre);
  w.coordinates(scaleOf(marker), 3);
  for (const part of marker.colour) w.float32(part);
  w.time(message.lifetime);
  w.bool(false); // frame_locked
  w.sequence(marker.kind === "line" ? marker.points : [], (point) => w.coordinates(point, 3));
  w.sequence([], () => undefined); // colors
  w.string(""); // texture_resource
  w.header(0n, ""); // texture: an empty CompressedImage
  w.string("");
  w.octets(new Uint8Array(0));
  w.sequence([], () => undefined); // uv_coordinates
  w.string(marker.kind === "text" ? marker.text : "");
  w.string(""); // mesh_resource
  w.string(""); // mesh_file: its name, then its bytes
  w.octets(new Uint8Array(0));
  w.bool(false); // mesh_use_embedded_materials
};

/** CDR bytes of a visualization_msgs/MarkerArray as ROS 2 has it since Humble. */
export const encodeMarkers = (message: MarkerMessage): Uint8Array => {
  const w = new FieldWriter();
  w.sequence(message.markers, (marker) => writeMarker(w, message, marker));
  return w.data;
};
