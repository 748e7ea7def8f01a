/** A value of a parameter as rcl types it: what a scalar of YAML is there differs from YAML's own rules. */
export type GivenValue =
  | { readonly type: "bool"; readonly value: boolean }
  | { readonly type: "integer" | "double"; readonly value: number }
  | { readonly type: "string"; readonly value: string };

const truths = new Set(["Y", "y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"]);
const lies = new Set(["N", "n", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"]);

const most = 2n ** 63n;
const patterns = { hex: /^0[xX][0-9a-fA-F]+$/, octal: /^0[0-7]*$/, decimal: /^[1-9][0-9]*$/ };

/** As C's strtoll with base 0: 0x… is hexadecimal and 0… octal. */
const integerOf = (text: string): number | undefined => {
  const [, sign = "", digits = ""] = /^\s*([+-]?)(.*)$/s.exec(text) ?? [];
  const { hex, octal, decimal } = patterns;
  if (![hex, octal, decimal].some((pattern) => pattern.test(digits))) return undefined;
  const size = BigInt(octal.test(digits) && digits !== "0" ? `0o${digits.slice(1)}` : digits);
  const value = sign === "-" ? -size : size;
  return value >= -most && value < most ? Number(value) : undefined;
};

/** As C's strtod: what is too large for a double is none. */
const doubleOf = (text: string): number | undefined => {
  const word = /^\s*([+-]?)\.?(nan|inf|infinity)$/i.exec(text);
  if (word) {
    const size = word[2]?.toLowerCase() === "nan" ? Number.NaN : Number.POSITIVE_INFINITY;
    return word[1] === "-" ? -size : size;
  }
  if (!/^\s*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
};

/** `verbatim`: it is quoted, or tagged as a text. */
export const readScalar = (text: string, verbatim: boolean): GivenValue => {
  if (verbatim) return { type: "string", value: text };
  if (truths.has(text) || lies.has(text)) return { type: "bool", value: truths.has(text) };
  const integer = integerOf(text);
  if (integer !== undefined) return { type: "integer", value: integer };
  const double = doubleOf(text);
  return double === undefined ? { type: "string", value: text } : { type: "double", value: double };
};
