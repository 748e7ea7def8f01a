import { add, isLengthFact, type LengthFact, type SpatialFact, scale } from "../core/index.js";
import { type Colour, encodeMarkers, type Marker } from "../messages/index.js";
import type { ValuedFrame } from "../pipeline/index.js";
import { formatLength } from "../vqa/index.js";

type PlacedFact = LengthFact & Required<Pick<LengthFact, "subjectPoint" | "objectPoint">>;

const isPlaced = (fact: SpatialFact): fact is PlacedFact =>
  isLengthFact(fact) && fact.subjectPoint !== undefined && fact.objectPoint !== undefined;

const lineColour: Colour = [0.1, 0.7, 1, 1];
const bandColour: Colour = [0.1, 0.7, 1, 0.15];
const textColour: Colour = [1, 1, 1, 1];
/** Metres. */
const [lineWidth, textHeight] = [0.005, 0.03];
/** Markers vanish when no newer ones come: a line that stands still would be taken for the truth. */
const lifetime = 1_000_000_000n;

const told = ({ metres, stddev }: LengthFact): string =>
  stddev === undefined
    ? formatLength(metres, "cm")
    : `${formatLength(metres, "cm")} ± ${formatLength(stddev, "cm")}`;

/** A line between two things with its length, and a band as wide as one standard deviation to either side. */
const markersOf = (fact: PlacedFact, at: number): readonly Marker[] => {
  const points = [fact.subjectPoint, fact.objectPoint];
  const namespace = fact.relation;
  const line: Marker = {
    kind: "line",
    namespace,
    id: 3 * at,
    colour: lineColour,
    points,
    width: lineWidth,
  };
  const text: Marker = {
    kind: "text",
    namespace,
    id: 3 * at + 1,
    colour: textColour,
    centre: scale(add(fact.subjectPoint, fact.objectPoint), 0.5),
    text: `${fact.subject} – ${fact.object}: ${told(fact)}`,
    height: textHeight,
  };
  const band: readonly Marker[] =
    fact.stddev === undefined
      ? []
      : [
          {
            kind: "line",
            namespace,
            id: 3 * at + 2,
            colour: bandColour,
            points,
            width: 2 * fact.stddev,
          },
        ];
  return [line, text, ...band];
};

/** CDR bytes of the visualization_msgs/MarkerArray of a frame's facts, in the camera's optical frame. */
export const markersFor = ({ observation }: Pick<ValuedFrame, "observation">): Uint8Array => {
  const { stamp, frameId, facts } = observation;
  return encodeMarkers({
    stamp,
    frameId,
    lifetime,
    markers: facts.filter(isPlaced).flatMap(markersOf),
  });
};
