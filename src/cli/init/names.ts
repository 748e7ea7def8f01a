import { isTaken } from "../../reward/index.js";
import type { Things } from "./goals.js";

/** Letters, digits and _ alone, a letter first: what names in a task file may have. */
const asName = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .replace(/[^A-Za-z0-9_]+/g, "_")
    .replace(/^[^A-Za-z]+|_+$/g, "")
    .toLowerCase();

/** Its last word, where that doesn't mean something in expressions already. */
const thingName = (phrase: string, otherwise: string): string => {
  const last = asName(phrase.trim().split(/\s+/).at(-1) ?? "");
  return last === "" || isTaken(last) ? otherwise : last;
};

/** "orange tea bottle" -> bottle; two alike are told apart by their first words: "red cube", "green cube" -> red_cube … */
export const thingNames = (thing: string, place: string): Things => {
  const names = { thing: thingName(thing, "thing"), place: thingName(place, "place") };
  if (place === "" || names.thing !== names.place) return names;
  const [whole, other] = [asName(thing), asName(place)];
  return whole === "" || other === "" || whole === other
    ? { thing: "thing", place: "place" }
    : { thing: whole, place: other };
};

/** Parts of topics that every camera has. */
const usual =
  /^(camera|cameras|image|images|image_raw|image_rect|image_color|image_rect_color|color|colour|rgb|raw|rect|observation)$/;

/** "/wrist/image_raw" -> wrist, "/camera/image_raw" -> camera; each once. */
export const cameraNames = (topics: readonly string[]): readonly string[] => {
  const taken = new Set<string>();
  return topics.map((topic) => {
    const parts = topic.split(/[/.]/).filter((part) => part !== "" && !usual.test(part));
    const base = asName(parts[0] ?? "") || "camera";
    const name = [base, ...topics.map((_, at) => `${base}_${at + 2}`)].find(
      (each) => !taken.has(each),
    );
    taken.add(name ?? base);
    return name ?? base;
  });
};
