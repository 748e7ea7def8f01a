import { create, createFileRegistry, fromJson, type JsonValue, toBinary } from "@bufbuild/protobuf";
import {
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  FieldDescriptorProtoSchema,
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
  file_google_protobuf_timestamp,
} from "@bufbuild/protobuf/wkt";

/** Fields as a .proto writes them: `repeated double D = 5`, or a message's full name as the type. */
const messages: Readonly<Record<string, readonly string[]>> = {
  Vector3: ["double x = 1", "double y = 2", "double z = 3"],
  Quaternion: ["double x = 1", "double y = 2", "double z = 3", "double w = 4"],
  CompressedImage: [
    "google.protobuf.Timestamp timestamp = 1",
    "string frame_id = 4",
    "bytes data = 2",
    "string format = 3",
  ],
  CompressedVideo: [
    "google.protobuf.Timestamp timestamp = 1",
    "string frame_id = 2",
    "bytes data = 3",
    "string format = 4",
  ],
  RawImage: [
    "google.protobuf.Timestamp timestamp = 1",
    "string frame_id = 7",
    "fixed32 width = 2",
    "fixed32 height = 3",
    "string encoding = 4",
    "fixed32 step = 5",
    "bytes data = 6",
  ],
  CameraCalibration: [
    "google.protobuf.Timestamp timestamp = 1",
    "string frame_id = 9",
    "fixed32 width = 2",
    "fixed32 height = 3",
    "string distortion_model = 4",
    "repeated double D = 5",
    "repeated double K = 6",
    "repeated double R = 7",
    "repeated double P = 8",
  ],
  FrameTransform: [
    "google.protobuf.Timestamp timestamp = 1",
    "string parent_frame_id = 2",
    "string child_frame_id = 3",
    "foxglove.Vector3 translation = 4",
    "foxglove.Quaternion rotation = 5",
  ],
  FrameTransforms: ["repeated foxglove.FrameTransform transforms = 1"],
};

const scalars: Readonly<Record<string, FieldDescriptorProto_Type>> = {
  double: FieldDescriptorProto_Type.DOUBLE,
  fixed32: FieldDescriptorProto_Type.FIXED32,
  string: FieldDescriptorProto_Type.STRING,
  bytes: FieldDescriptorProto_Type.BYTES,
};

const fieldFrom = (line: string) => {
  const [, repeated, type = "", name = "", number] =
    /^(repeated )?(\S+) (\w+) = (\d+)$/.exec(line) ?? [];
  const scalar = scalars[type];
  return create(FieldDescriptorProtoSchema, {
    name,
    number: Number(number),
    label: repeated ? FieldDescriptorProto_Label.REPEATED : FieldDescriptorProto_Label.OPTIONAL,
    type: scalar ?? FieldDescriptorProto_Type.MESSAGE,
    ...(scalar === undefined ? { typeName: `.${type}` } : {}),
  });
};

const fileOf = (name: string): FileDescriptorProto => {
  const fields = messages[name] ?? [];
  const types = fields.map((line) => line.replace("repeated ", "").split(" ")[0] ?? "");
  const imported = types
    .filter((type) => type.includes("."))
    .map((type) =>
      type.startsWith("google.")
        ? "google/protobuf/timestamp.proto"
        : `${type.replace(".", "/")}.proto`,
    );
  return create(FileDescriptorProtoSchema, {
    name: `foxglove/${name}.proto`,
    package: "foxglove",
    syntax: "proto3",
    dependency: [...new Set(imported)],
    messageType: [{ name, field: fields.map(fieldFrom) }],
  });
};

const files = [file_google_protobuf_timestamp.proto, ...Object.keys(messages).map(fileOf)];

export const registry = createFileRegistry(create(FileDescriptorSetSchema, { file: files }));

/** All of foxglove's types that are read, as an MCAP schema's data has them. */
export const descriptorSet = (
  choose: (files: readonly FileDescriptorProto[]) => readonly FileDescriptorProto[] = (all) => all,
): Uint8Array =>
  toBinary(FileDescriptorSetSchema, create(FileDescriptorSetSchema, { file: [...choose(files)] }));

/** A message from its JSON: times as text, bytes in base64. */
export const protobuf = (type: string, json: JsonValue): Uint8Array => {
  const descriptor = registry.getMessage(type);
  if (descriptor === undefined) throw new RangeError(type);
  return toBinary(descriptor, fromJson(descriptor, json));
};

export const protobufTopic = (type: string, topic = "/topic") => ({
  topic,
  type,
  messageEncoding: "protobuf",
  schemaEncoding: "protobuf",
  definition: descriptorSet(),
});
