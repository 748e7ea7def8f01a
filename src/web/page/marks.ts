// What the model saw, drawn onto the picture.
import type { Moments, Track } from "../moments.js";
import type { Curves } from "../report-data.js";
import { lengthText } from "./texts.js";

type Point = readonly [x: number, y: number];
type Attributes = Readonly<Record<string, string | number>>;

const svg = (tag: string, attributes: Attributes, text = ""): SVGElement => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.textContent = text;
  return made;
};

interface Picture {
  readonly width: number;
  readonly height: number;
}

const placeOf = (
  { x, y }: Pick<Track, "x" | "y">,
  at: number,
  { width, height }: Picture,
): Point | undefined => {
  const [left, top] = [x[at] ?? undefined, y[at] ?? undefined];
  return left === undefined || top === undefined ? undefined : [left * width, top * height];
};

const ring = ([cx, cy]: Point, r: number, kind: "said" | "truth"): SVGElement =>
  svg("circle", { class: `ring ${kind}`, cx, cy, r });

const cross = ([x, y]: Point, r: number): SVGElement =>
  svg("path", {
    class: "ring said",
    d: `M${x - r} ${y}h${2 * r}M${x} ${y - r}v${2 * r}`,
  });

/** Beside a mark, on the side that faces away from the others, so that their names don't cover each other. */
const label = (
  [x, y]: Point,
  text: string,
  { width, height }: Picture,
  away: number,
): SVGElement => {
  const isRight = x < 0.15 * width || (x < 0.85 * width && x >= away);
  const size = height / 26;
  const place = {
    x: x + (isRight ? 1 : -1) * size,
    y: Math.min(Math.max(y - 0.6 * size, size), height - size / 2),
    "text-anchor": isRight ? "start" : "end",
  };
  return svg("text", { class: "label", "font-size": size, ...place }, text);
};

/** The distance stands below both ends, where the things' names are not. */
const between = ([ax, ay]: Point, [bx, by]: Point, text: string, { width, height }: Picture) => {
  const size = height / 26;
  const x = Math.min(Math.max((ax + bx) / 2, 2 * size), width - 2 * size);
  const y = Math.min(Math.max(ay, by) + 2.2 * size, height - size / 2);
  return [
    svg("line", { class: "between", x1: ax, y1: ay, x2: bx, y2: by }),
    svg("text", { class: "label", x, y, "text-anchor": "middle", "font-size": size }, text),
  ];
};

/** Draws what is known of one point of the time line into an element over the picture. */
export const drawMarks = (place: Element, at: number, moments: Moments, curves: Curves): void => {
  const picture = moments.size;
  if (!picture) return;
  const r = picture.height / 40;
  const said = new Map(moments.tracks.map((track) => [track.name, placeOf(track, at, picture)]));
  const lines = moments.lines.flatMap(({ key, from, to }) => {
    const [a, b] = [said.get(from), said.get(to)];
    const curve = curves.distances.find((each) => each.key === key);
    if (!a || !b || !curve) return [];
    return between(a, b, lengthText(curve.filtered[at]), picture);
  });
  const seen = [...said.values()].flatMap((place) => (place ? [place[0]] : []));
  const centre = seen.reduce((sum, x) => sum + x, 0) / seen.length;
  const rings = moments.tracks.flatMap((track) => {
    const [where, truth] = [said.get(track.name), track.truth && placeOf(track.truth, at, picture)];
    return [
      ...(truth ? [ring(truth, r, "truth")] : []),
      ...(where ? [ring(where, r, "said"), label(where, track.name, picture, centre)] : []),
      ...(where && track.isTool ? [cross(where, 1.6 * r)] : []),
    ];
  });
  place.replaceChildren(...lines, ...rings);
};
