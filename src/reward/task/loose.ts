/** What can be read of a file that may be wrong elsewhere, so that one mistake doesn't hide another. */
export type Values = Readonly<Record<string, unknown>>;

/** A map's values by name; of anything else, none. */
export const valuesOf = (value: unknown): Values =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};

/** A text that is not empty. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value : undefined;
