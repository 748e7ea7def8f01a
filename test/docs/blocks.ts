import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { type Page, pages, repository } from "./pages.js";

/** `npm run figures` writes figures; otherwise what is written is compared with what is measured. */
export const update = process.env.UPDATE_FIGURES !== undefined;

const blockOf = (name: string): RegExp =>
  new RegExp(`(<!-- figures: ${name} -->\\n)([\\s\\S]*?)\\n?(<!-- /figures -->)`);

/** The names of a page's blocks of figures. */
export const blocksIn = ({ text }: Page): readonly string[] =>
  [...text.matchAll(/<!-- figures: (\S+) -->/g)].map(([, name]) => name ?? "");

const pageWith = (name: string): Page => {
  const [page, ...others] = pages().filter((each) => blocksIn(each).includes(name));
  if (page === undefined || others.length > 0)
    throw new Error(`the figures "${name}" must stand on one page; on ${others.length + 1}`);
  return page;
};

const number = /-?\d+(?:\.\d+)?/g;

/** Words as they are, numbers within two units of their last digit: processors round differently. */
export const sameFigures = (written: string, measured: string): void => {
  expect(written.replace(number, "#")).toBe(measured.replace(number, "#"));
  const measuredNumbers = measured.match(number) ?? [];
  (written.match(number) ?? []).forEach((text, i) => {
    const lastDigit = 10 ** -(text.split(".")[1]?.length ?? 0);
    expect(Math.abs(Number(text) - Number(measuredNumbers[i]))).toBeLessThanOrEqual(2 * lastDigit);
  });
};

const sameText = (written: string, made: string): void => expect(written).toBe(made);

const hold = (name: string, made: string, compare: typeof sameText): void => {
  const { path, text } = pageWith(name);
  if (update)
    writeFileSync(
      join(repository, path),
      text.replace(blockOf(name), (_, begin, _old, end) => `${begin}${made}\n${end}`),
    );
  else compare(blockOf(name).exec(text)?.[2] ?? "", made);
};

/** That the documentation's block of this name says what was measured. */
export const holdFigures = (name: string, measured: string): void =>
  hold(name, measured, sameFigures);

/** That it is this text, letter for letter. */
export const holdText = (name: string, made: string): void => hold(name, made, sameText);
