/** Keys that hold the answer itself, the likeliest first. */
const answerKeys = [
  "final_answer",
  "answer",
  "distance",
  "gap",
  "height",
  "width",
  "length",
  "value",
  "result",
  "estimate",
  "holds",
];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not JSON after all: the text is read as prose
  }
};

/** "distance_cm" ends in a unit, "distance" doesn't. */
const unitInKey = (key: string, stem: string): string =>
  key.slice(stem.length).replace(/^_(in_)?/, "");

const inWords = (value: unknown, unit: string): string | undefined => {
  if (typeof value === "number") return `${value} ${unit}`;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return unit === "" ? value : `${value} ${unit}`;
  return undefined;
};

const proseOf = (record: Readonly<Record<string, unknown>>): string | undefined => {
  const unitOf = record.unit ?? record.units;
  for (const stem of answerKeys) {
    const key = Object.keys(record).find((each) => each === stem || each.startsWith(`${stem}_`));
    if (key === undefined) continue;
    const value = record[key];
    const unit = typeof unitOf === "string" ? unitOf : unitInKey(key, stem);
    const prose = isRecord(value) ? proseOf(value) : inWords(value, unit);
    if (prose !== undefined) return prose;
  }
  return undefined;
};

/** An answer given as a JSON object, as prose: {"distance_cm": 12} is "12 cm". Undefined when it isn't one. */
export const proseOfJson = (text: string): string | undefined => {
  const trimmed = text
    .replace(/^\s*```(?:json)?/i, "")
    .replace(/```\s*$/, "")
    .trim();
  if (!trimmed.startsWith("{")) return undefined;
  const value = parse(trimmed);
  return isRecord(value) ? proseOf(value) : undefined;
};
