import { create, createFileRegistry, type DescMessage, fromBinary } from "@bufbuild/protobuf";
import {
  type FileDescriptorProto,
  FileDescriptorSetSchema,
  file_google_protobuf_duration,
  file_google_protobuf_timestamp,
} from "@bufbuild/protobuf/wkt";

/** Google's own files, which some recorders leave out of what they store. */
const wellKnown: readonly FileDescriptorProto[] = [
  file_google_protobuf_timestamp.proto,
  file_google_protobuf_duration.proto,
];

/** Imports before what imports them: the registry wants this order, recorders write any. @throws Error for one that is missing */
const importsFirst = (files: readonly FileDescriptorProto[]): FileDescriptorProto[] => {
  const byName = new Map([...wellKnown, ...files].map((file) => [file.name, file]));
  const sorted = new Set<FileDescriptorProto>();
  const begun = new Set<string>();
  const visit = (name: string, importedBy: string): void => {
    const file = byName.get(name);
    if (file === undefined) throw new Error(`${name}, imported by ${importedBy}, is missing`);
    if (begun.has(name)) return;
    begun.add(name);
    for (const imported of file.dependency) visit(imported, name);
    sorted.add(file);
  };
  for (const { name } of files) visit(name, name);
  return [...sorted];
};

/**
 * The descriptor of a message, out of a binary FileDescriptorSet as MCAP stores it.
 * @throws Error when the bytes are none, lack an import, or don't describe `type`
 */
export const messageDescriptor = (type: string, fileDescriptorSet: Uint8Array): DescMessage => {
  const { file } = fromBinary(FileDescriptorSetSchema, fileDescriptorSet);
  const registry = createFileRegistry(
    create(FileDescriptorSetSchema, { file: importsFirst(file) }),
  );
  const descriptor = registry.getMessage(type);
  if (descriptor === undefined) throw new Error(`it does not describe ${type}`);
  return descriptor;
};
