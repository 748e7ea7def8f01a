import { readFileSync } from "node:fs";
import { colornames } from "color-name-list";
import { colorsNamed, differenceCiede2000, formatHex } from "culori";

/** Lightness counts half: of a dark red, people say red rather than brown (2:1, as the CIE has it for textiles). */
const difference = differenceCiede2000(2);

/** A difference of 100 is as far as one can be. */
const distanceOf = (difference) => difference / 100;

const hex = (channels) =>
  `#${channels.map((value) => Math.round(value * 255).toString(16).padStart(2, "0")).join("")}`;

/** The colours that training paints things with, by name. */
export const readTrained = () => {
  const palette = readFileSync(
    new URL("../../training/spatial_training/simulate/palette.py", import.meta.url),
    "utf8",
  );
  const line = /^ {4}"(?<name>\w+)": \((?<channels>[\d., ]+)\),$/gm;
  return [...palette.matchAll(line)].map(({ groups: { name, channels } }) => ({
    name,
    value: hex(channels.split(",").map(Number)),
  }));
};

/** Values by name, of CSS and of a list of names; the list goes by what people call a colour, and wins. */
const readValues = () =>
  new Map([
    ...Object.keys(colorsNamed).map((name) => [name, formatHex(name)]),
    ...colornames.map(({ name, hex: value }) => [name.toLowerCase(), value]),
  ]);

/** "sky-blue" is blue and "light green" green, whatever their values are near to. */
const calledAfter = (word, names) => names.find((name) => word.split(/[ -]/).at(-1) === name);

/** What each word is understood as: the trained colour whose value is nearest. Words that no list has a value of are left out. */
export const understoodColours = (words, trained) => {
  const values = readValues();
  const names = trained.map(({ name }) => name);
  return [...new Set([...words, ...Object.keys(colorsNamed)])].flatMap((word) => {
    const value = values.get(word.replaceAll("-", " ")) ?? values.get(word.replaceAll(" ", ""));
    if (value === undefined || names.includes(word)) return [];
    const called = calledAfter(word, names);
    const [nearest] = trained
      .filter(({ name }) => called === undefined || name === called)
      .map(({ name, value: own }) => ({ name, far: difference(value, own) }))
      .sort((a, b) => a.far - b.far);
    return [{ word, phrase: nearest.name, distance: distanceOf(nearest.far) }];
  });
};
