/** Numbers of a message with the names of their fields, in the order of its definition. */
export type Fields = ReadonlyMap<string, number>;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  !ArrayBuffer.isView(value);

const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value);

/** When something was said and how an array is laid out are no measurements. */
const passedOver = new Set(["header", "layout", "stamp"]);

const joined = (...parts: readonly string[]): string =>
  parts.filter((part) => part !== "").join(".");

/** A sensor_msgs/JointState names its joints in every message, in whatever order, and need not tell all of them. */
const jointNames = (message: Readonly<Record<string, unknown>>): readonly string[] | undefined => {
  const { name, position } = message;
  const named =
    Array.isArray(name) && isList(position) && name.every((each) => typeof each === "string");
  return named ? name.map(String) : undefined;
};

const add = (fields: Map<string, number>, path: string, value: unknown): void => {
  if (typeof value === "number") fields.set(path, value);
  else if (typeof value === "bigint" || typeof value === "boolean") fields.set(path, Number(value));
  else if (isList(value))
    Array.from(value).forEach((each, i) => {
      add(fields, joined(path, String(i)), each);
    });
  else if (isRecord(value)) addFields(fields, path, value);
};

const addFields = (
  fields: Map<string, number>,
  path: string,
  message: Readonly<Record<string, unknown>>,
): void => {
  const joints = jointNames(message);
  for (const [key, value] of Object.entries(message)) {
    if (passedOver.has(key)) continue;
    if (joints && isList(value))
      Array.from(value).forEach((each, i) => {
        add(fields, joined(path, key, joints[i] ?? String(i)), each);
      });
    else add(fields, joined(path, key), value);
  }
};

/** Every number of a decoded message by the path of its field: `linear.x`, `data.0`, `position.elbow`; true is 1. */
export const flattened = (message: unknown): Fields => {
  const fields = new Map<string, number>();
  add(fields, "", message);
  return fields;
};

/** Of those, the field at a path and what lies under it; all where the path is empty. */
export const under = (fields: Fields, path: string): Fields =>
  path === ""
    ? fields
    : new Map([...fields].filter(([name]) => name === path || name.startsWith(`${path}.`)));
