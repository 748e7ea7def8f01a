/** What a server says of an error, in whatever form it says so. */
export interface Complaint {
  /** All of it; may be long, and may repeat the key. */
  readonly text: string;
  /** The server's own code: a word, or an HTTP status where it came with another one. */
  readonly code?: string | number;
  readonly type?: string;
  /** The part of the request that it is about. */
  readonly param?: string;
}

type Json = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Where the words are, the likeliest first. */
const wordings = [
  "message",
  "msg",
  "error",
  "detail",
  "errors",
  "reason",
  "description",
  "title",
] as const;

/** FastAPI's `{ loc: ["body", "seed"], msg: "…" }`, as "seed: …". */
const placeOf = ({ loc }: Json): string => {
  const steps = Array.isArray(loc) ? loc.filter((step) => step !== "body") : [];
  return steps.length > 0 ? `${steps.join(".")}: ` : "";
};

/** What a proxy was told by the server behind it (OpenRouter). */
const rawOf = ({ metadata }: Json): string => {
  const raw = isRecord(metadata) ? metadata.raw : undefined;
  return typeof raw === "string" ? ` (${raw})` : "";
};

/** Complaints within complaints are not deeper than this. */
const deepest = 6;

const textOf = (value: unknown, depth = 0): string => {
  if (typeof value === "string") return value;
  if (depth > deepest || value === null || value === undefined) return "";
  if (Array.isArray(value))
    return value
      .map((each) => textOf(each, depth + 1))
      .filter((text) => text !== "")
      .join("; ");
  if (!isRecord(value)) return String(value);
  const words = wordings.map((key) => textOf(value[key], depth + 1)).find((text) => text !== "");
  return words === undefined ? JSON.stringify(value) : `${placeOf(value)}${words}${rawOf(value)}`;
};

const word = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

const codeIn = (value: unknown): string | number | undefined =>
  typeof value === "number" ? value : word(value);

/** The first that is there, of the error itself and of what is around it. */
const first = <T>(found: readonly (T | undefined)[]): T | undefined =>
  found.find((one) => one !== undefined);

const complaintFrom = (value: Json): Complaint => {
  const { error } = value;
  const inner: Json = isRecord(error) ? error : {};
  const code = first([codeIn(inner.code), codeIn(value.code), codeIn(value.status)]);
  const type = first(
    [inner.type, inner.status, value.error_type, value.type].map((each) => word(each)),
  );
  const param = first([word(inner.param), word(value.param)]);
  return {
    text: textOf(value),
    ...(code !== undefined && { code }),
    ...(type !== undefined && { type }),
    ...(param !== undefined && { param }),
  };
};

/** A reply's own error, where a router puts it into the choice that it could not get. */
const choiceError = ({ choices }: Json): unknown => {
  const [choice] = Array.isArray(choices) ? choices : [];
  return isRecord(choice) ? choice.error : undefined;
};

/** The error in a reply, whatever its status; undefined where it has none. */
export const complaintIn = (value: unknown): Complaint | undefined => {
  if (Array.isArray(value)) return complaintIn(value[0]); // Google's
  if (!isRecord(value)) return undefined;
  const chosen = choiceError(value);
  if (chosen) return complaintFrom({ error: chosen });
  const tells = value.error || value.errors || value.detail || value.object === "error";
  return tells ? complaintFrom(value) : undefined;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a page, or plain words: they are the complaint
  }
};

const withoutTags = (text: string): string =>
  text.replace(/<(script|style)\b[^>]*>.*?<\/\1>/gis, " ").replace(/<[^>]{1,300}>/g, " ");

/** What the body of a refused request says. */
export const complaintOf = (body: string): Complaint => {
  const value = parsed(body);
  const told = complaintIn(value) ?? (isRecord(value) ? complaintFrom(value) : undefined);
  const text = (told?.text ?? withoutTags(body)).replace(/\s+/g, " ").trim();
  return { ...told, text: text === "" ? "nothing more" : text };
};
