import type { Question, UnreadableReason } from "../../src/vqa/index.js";

/**
 * Answers as vision-language models give them, and what each must be read as.
 * Sources of the forms: published outputs and prompts of SpatialVLM, VQASynth, SpaceThinker (think and answer tags),
 * SpatialRGPT, Q-Spatial (\scalar and \distance_unit), G2VLM, GPT-4V's refusals; the rest is how people write lengths.
 */
export interface AnswerRow {
  readonly to: Question;
  readonly answer: string;
  readonly reads:
    | { readonly metres: number; readonly stddev?: number }
    | { readonly probability: number }
    | { readonly unreadable: UnreadableReason };
}

const ofPair = (
  relation:
    | "distance"
    | "gap"
    | "taller"
    | "left_of"
    | "touching"
    | "on"
    | "inside"
    | "closer"
    | "vertical_distance",
) => ({ relation, subject: "red mug", object: "blue bowl" }) as const;

export const questions = {
  distance: { text: "How far is the red mug from the blue bowl?", query: ofPair("distance") },
  distanceInCm: {
    text: "How far is the red mug from the blue bowl in cm?",
    query: ofPair("distance"),
    unit: "cm",
  },
  distanceInInches: {
    text: "How far is the red mug from the blue bowl in inches?",
    query: ofPair("distance"),
    unit: "in",
  },
  numbered: {
    text: "How far is the block 2 from the block 10?",
    query: { relation: "distance", subject: "block 2", object: "block 10" },
  },
  gap: { text: "How wide is the gap between the red mug and the blue bowl?", query: ofPair("gap") },
  vertical: {
    text: "What is the vertical distance between the red mug and the blue bowl?",
    query: ofPair("vertical_distance"),
  },
  height: {
    text: "How tall is the red mug?",
    query: { relation: "height", subject: "red mug", object: "" },
  },
  leftOf: { text: "Is the red mug to the left of the blue bowl?", query: ofPair("left_of") },
  taller: { text: "Which is taller, the red mug or the blue bowl?", query: ofPair("taller") },
  closer: {
    text: "Is the red mug closer to the camera than the blue bowl?",
    query: ofPair("closer"),
  },
  touching: { text: "Is the red mug touching the blue bowl?", query: ofPair("touching") },
  on: { text: "Is the red mug on the blue bowl?", query: ofPair("on") },
  inside: { text: "Is the red mug inside the blue bowl?", query: ofPair("inside") },
  visible: {
    text: "Is the red mug visible?",
    query: { relation: "visible", subject: "red mug", object: "" },
  },
} as const satisfies Record<string, Question>;

const q = questions;
const length = (to: Question, answer: string, metres: number, stddev?: number): AnswerRow => ({
  to,
  answer,
  reads: stddev === undefined ? { metres } : { metres, stddev },
});
const says = (to: Question, answer: string, probability: number): AnswerRow => ({
  to,
  answer,
  reads: { probability },
});
const nothing = (to: Question, answer: string, unreadable: UnreadableReason): AnswerRow => ({
  to,
  answer,
  reads: { unreadable },
});

/** A range is a uniform distribution. */
const uniform = (low: number, high: number): readonly [metres: number, stddev: number] => [
  (low + high) / 2,
  (high - low) / Math.sqrt(12),
];
const inch = 0.0254;
const foot = 0.3048;

const units: readonly AnswerRow[] = [
  length(q.distance, "0.35 m", 0.35),
  length(q.distance, "35 cm", 0.35),
  length(q.distance, "roughly 20cm", 0.2),
  length(q.distance, "350 mm", 0.35),
  length(q.distance, "0.02 km", 20),
  length(q.distance, "12 inches", 12 * inch),
  length(q.distance, "12 in.", 12 * inch),
  length(q.distance, '12"', 12 * inch),
  length(q.distance, "1.5 ft", 1.5 * foot),
  length(q.distance, "1.5 feet apart", 1.5 * foot),
  length(q.distance, "2 yards", 1.8288),
  length(q.distance, "5'3\"", 63 * inch),
  length(q.distance, "5′ 3″", 63 * inch),
  length(q.distance, "5 ft 3 in", 63 * inch),
  length(q.distance, "1 meter and 20 centimeters", 1.2),
  length(q.distance, "6 feet, 2 inches", 74 * inch),
  length(q.distance, "3 Metres.", 3),
  length(q.distance, "25 CM", 0.25),
  length(q.distance, "4 dm", 0.4),
];

const words: readonly AnswerRow[] = [
  length(q.distance, "about half a metre", 0.5),
  length(q.distance, "a foot and a half", 1.5 * foot),
  length(q.distance, "one and a half feet", 1.5 * foot),
  length(q.distance, "Two feet.", 2 * foot),
  length(q.distance, "twenty-five centimeters", 0.25),
  length(q.distance, "An inch or so", inch),
  length(q.distance, "a quarter of a meter", 0.25),
  length(q.distance, "three quarters of an inch", 0.75 * inch),
  length(q.distance, "1 1/2 inches", 1.5 * inch),
  length(q.distance, "3/4 inch", 0.75 * inch),
  length(q.distance, "½ ft", 0.5 * foot),
  length(q.distance, "1½ feet", 1.5 * foot),
  length(q.distance, "a hundred centimeters", 1),
  length(q.distance, "zero", 0),
  length(q.distance, "0", 0),
  length(q.distance, "a few centimeters", 0.03, 0.01),
  length(q.distance, "a couple of inches", 2 * inch, 0.5 * inch),
];

const spread: readonly AnswerRow[] = [
  length(q.distance, "3-4 inches", ...uniform(3 * inch, 4 * inch)),
  length(q.distance, "3–4 in", ...uniform(3 * inch, 4 * inch)),
  length(q.distance, "between 10 and 15 cm", ...uniform(0.1, 0.15)),
  length(q.distance, "10 to 15 centimeters", ...uniform(0.1, 0.15)),
  length(q.distance, "Probably two to three feet.", ...uniform(2 * foot, 3 * foot)),
  length(q.distance, "50 cm to 1 m", ...uniform(0.5, 1)),
  length(q.distance, "30 ± 5 cm", 0.3, 0.05),
  length(q.distance, "30 cm +/- 5 cm", 0.3, 0.05),
  length(q.distance, "30 cm, give or take 5 cm", 0.3, 0.05),
  length(q.distance, "less than 10 cm", ...uniform(0, 0.1)),
  nothing(q.distance, "more than 2 meters", "ambiguous"),
  nothing(q.distance, "anywhere from 1 cm to 10 m", "ambiguous"),
];

const wrapped: readonly AnswerRow[] = [
  length(q.distance, "The red mug is 0.42 meters away from the blue bowl.", 0.42),
  length(
    q.distance,
    "A distance of 1.28 meters exists between the red mug and the blue bowl.",
    1.28,
  ),
  length(q.distance, "The observer is 1.4 meters away from the center of shoes (red point)", 1.4),
  length(q.distance, "The distance between the mug and the bowl is **approximately 24 cm**.", 0.24),
  length(q.distance, "### Answer\n\n- Distance: `0.3 m`\n", 0.3),
  length(q.distance, "$\\approx 0.25\\,\\text{m}$", 0.25),
  length(q.distance, "\\boxed{18 \\text{ cm}}", 0.18),
  length(q.distance, "\\scalar{10} \\distance_unit{cm}", 0.1),
  length(q.distance, '{"distance": 0.31, "unit": "m"}', 0.31),
  length(q.distance, '```json\n{"distance_cm": 12.5, "confidence": 0.8}\n```', 0.125),
  length(q.distance, '{"answer": "about 30 cm"}', 0.3),
  length(q.distance, "<answer>0.5 m</answer>", 0.5),
  length(
    q.distance,
    "<think>The mug is 8 cm wide and the bowl is 2 feet off, so perhaps 60 cm.</think>\n<answer>55 cm</answer>",
    0.55,
  ),
  length(q.distance, "Hmm, the gap is 3 mugs of 8 cm wide.</think> 24 cm", 0.24),
  length(q.distance, "The mug looks 9 cm tall. Therefore, the distance is about 27 cm.", 0.27),
  length(q.distance, "12 cm (about 4.7 inches)", 0.12),
  length(q.distance, "1.5 feet, or 45 cm", 1.5 * foot),
  length(
    q.distance,
    "I can't determine the exact distance, but it appears to be approximately 20 cm.",
    0.2,
  ),
  length(q.numbered, "Block 2 is 14 cm from block 10.", 0.14),
  length(q.height, "The red mug is 9.5 cm tall and 8 cm wide.", 0.095),
];

const numerals: readonly AnswerRow[] = [
  length(q.distance, "0,35 m", 0.35),
  length(q.distance, "12,5 cm", 0.125),
  length(q.distance, "1,200 mm", 1.2),
  length(q.distance, "1,234.5 mm", 1.2345),
  length(q.distance, "1.234,5 mm", 1.2345),
  length(q.distance, "3e-1 m", 0.3),
  length(q.distance, "3 × 10^-1 m", 0.3),
  length(q.distance, ".5 m", 0.5),
  nothing(q.distance, "-5 cm", "out-of-range"),
  nothing(q.distance, "-0.3 meters", "out-of-range"),
  nothing(q.distance, "384400 km", "out-of-range"),
];

const unitless: readonly AnswerRow[] = [
  length(q.distanceInCm, "35", 0.35),
  length(q.distanceInCm, "Approximately 35.", 0.35),
  length(q.distanceInCm, "35 inches", 35 * inch),
  length(q.distanceInInches, "12", 12 * inch),
  nothing(q.distance, "35", "no-unit"),
  nothing(q.distance, "The distance is 0.35.", "no-unit"),
  nothing(q.distanceInCm, "120 pixels", "no-unit"),
  nothing(q.distanceInCm, "somewhere around 3, maybe 30", "ambiguous"),
  nothing(q.distance, "There are 2 in the image.", "no-unit"),
];

const silent: readonly AnswerRow[] = [
  nothing(q.distance, "", "empty"),
  nothing(q.distance, "   \n", "empty"),
  nothing(q.distance, "I can't tell.", "refusal"),
  nothing(q.distance, "I'm sorry, but I cannot measure distances from an image.", "refusal"),
  nothing(
    q.distance,
    "I'm unable to physically interact with environments, but I can provide some insights.",
    "refusal",
  ),
  nothing(
    q.distance,
    "It is impossible to say without a reference. A mug is usually 10 cm tall.",
    "refusal",
  ),
  nothing(q.distance, "not visible", "not-visible"),
  nothing(q.distance, "I don't see a red mug in the image.", "not-visible"),
  nothing(q.distance, "There is no blue bowl in this picture.", "not-visible"),
  nothing(q.distance, "They are quite close to each other.", "no-number"),
  nothing(q.distance, "Yes.", "no-number"),
  nothing(q.distance, "It could be 20 cm. It could be 2 m.", "ambiguous"),
  nothing(q.distance, "They are touching.", "ambiguous"),
  length(q.gap, "They are touching.", 0),
];

const predicates: readonly AnswerRow[] = [
  says(q.leftOf, "Yes", 1),
  says(q.leftOf, "No.", 0),
  says(q.leftOf, "Yes, the red mug is to the left of the blue bowl.", 1),
  says(q.leftOf, "No, it's on the right.", 0),
  says(q.leftOf, "The red mug is to the left of the blue bowl.", 1),
  says(q.leftOf, "The blue bowl is to the left of the red mug.", 0),
  says(q.leftOf, "The red mug is to the right of the blue bowl.", 0),
  says(q.leftOf, "The red mug is not to the left of the blue bowl.", 0),
  says(q.leftOf, "Correct.", 1),
  says(q.leftOf, "False", 0),
  says(q.leftOf, "Probably.", 0.75),
  says(q.leftOf, "Yes, probably.", 0.75),
  says(q.leftOf, "Probably not.", 0.25),
  says(q.leftOf, "**Yes**", 1),
  says(q.leftOf, '{"answer": true}', 1),
  says(q.leftOf, "<think>No wait, it is.</think><answer>yes</answer>", 1),
  says(q.taller, "The red mug.", 1),
  says(q.taller, "The blue bowl is taller.", 0),
  says(q.taller, "The red mug is taller than the blue bowl.", 1),
  says(q.touching, "They are not touching.", 0),
  says(q.touching, "They appear to be in contact.", 0.85),
  says(q.on, "Yes, it is resting on top of it.", 1),
  says(q.visible, "No, I can't see it.", 0),
  says(q.visible, "The red mug is not visible.", 0),
  nothing(q.leftOf, "I can't tell.", "refusal"),
  nothing(q.leftOf, "Yes and no.", "ambiguous"),
  nothing(q.leftOf, "The red mug is not visible.", "not-visible"),
  nothing(q.taller, "They are the same height.", "ambiguous"),
  nothing(q.leftOf, "A kitchen counter.", "ambiguous"),
];

/** What the parser met after it was written. */
const later: readonly AnswerRow[] = [
  length(q.distance, "The answer is 1 foot (12 inches or 30 cm).", foot),
  length(q.distance, "5 ft. 3 in.", 63 * inch),
  length(q.distance, "6'2", 74 * inch),
  length(q.distance, "five foot three", 63 * inch),
  length(q.distance, "an inch or two", ...uniform(inch, 2 * inch)),
  length(q.distance, "half a foot to a foot", ...uniform(foot / 2, foot)),
  length(q.distance, "one to two inches", ...uniform(inch, 2 * inch)),
  length(q.distance, "≈ 0.3 m – 0.4 m", ...uniform(0.3, 0.4)),
  length(q.distance, "less than a foot", ...uniform(0, foot)),
  length(q.distance, "30 cm or less", ...uniform(0, 0.3)),
  length(q.distance, "25 cm ± 10%", 0.25, 0.025),
  length(q.distance, "a little over 3 feet", 3 * foot),
  length(q.distance, "just under 1 m", 1),
  length(q.distance, "It is 20 cm, not 30 cm.", 0.2),
  length(q.distance, '"12 cm"', 0.12),
  length(q.distance, "12” away", 12 * inch),
  length(q.distance, "approx. 8 in. apart", 8 * inch),
  length(q.distance, "I am 90% sure it is 20 cm.", 0.2),
  length(q.distance, "It's 640x480 pixels, so 20 cm.", 0.2),
  length(q.distance, "Distance (cm): 12", 0.12),
  length(q.distance, "distance_m = 0.31", 0.31),
  length(q.distance, '{"distance": {"value": 0.3, "unit": "m"}}', 0.3),
  length(q.distance, "\\frac{1}{2} m", 0.5),
  length(q.distance, "Step 1: the mug is 10 cm tall.\nStep 2: compare.\nFinal answer: 30 cm", 0.3),
  length(q.distance, "A mug is 10 cm tall, so I'd estimate 25 centimeters.", 0.25),
  length(q.distance, "The mug is 10 cm wide, the bowl 20 cm wide; they're about 30 cm apart.", 0.3),
  length(
    q.distance,
    "The horizontal distance is 30 cm, the vertical distance 10 cm, and the distance is 31.6 cm.",
    0.316,
  ),
  length(
    q.vertical,
    "The horizontal distance is 30 cm, the vertical distance 10 cm, and the distance is 31.6 cm.",
    0.1,
  ),
  length(q.vertical, "The mug is 5 cm higher.", 0.05),
  length(q.gap, "The gap is 3 cm wide.", 0.03),
  length(q.gap, "There is no gap.", 0),
  length(q.gap, "They are not touching; the gap is 2 cm.", 0.02),
  nothing(q.gap, "They are almost touching.", "no-number"),
  length(q.distanceInCm, "35-40", ...uniform(0.35, 0.4)),
  length(q.distanceInCm, "Twenty.", 0.2),
  nothing(q.distanceInCm, "The value in inches is 12.", "ambiguous"),
  nothing(q.distanceInCm, "The red one.", "no-number"),
  nothing(q.distanceInCm, "35 units", "no-unit"),
  nothing(q.distance, 'The answer is "12".', "no-unit"),
  nothing(q.distance, "0.3 m²", "no-unit"),
  nothing(q.distance, "3 m/s", "no-unit"),
  nothing(q.distance, "5 minutes", "no-unit"),
  nothing(q.distance, "1 200 mm", "ambiguous"),
  nothing(q.distance, "1 m 20", "ambiguous"),
  nothing(q.distance, "1.2.3 m", "ambiguous"),
  nothing(q.distance, "10 cm x 20 cm", "ambiguous"),
  nothing(q.distance, "not 20 cm", "ambiguous"),
  nothing(q.distance, "2 meters or more", "ambiguous"),
  nothing(q.distance, "- mug to bowl: 20 cm\n- mug to can: 50 cm", "ambiguous"),
  nothing(q.distance, "about an arm's length", "no-number"),
  nothing(q.distance, "N/A", "refusal"),
  nothing(q.distance, "<think>It may be 20 cm, or", "empty"),
  nothing(q.distance, "constructor", "no-number"),
  nothing(q.height, "The bowl is 10 cm tall; the red mug is 12 cm tall.", "ambiguous"),
  nothing(q.height, "The red mug is 8 cm wide.", "no-number"),
  says(q.leftOf, "left", 1),
  says(q.leftOf, "To the right.", 0),
  says(q.leftOf, "The mug is left of the bowl.", 1),
  says(q.leftOf, "The bowl is left of the mug.", 0),
  says(q.leftOf, "That's right.", 1),
  says(q.leftOf, "I would say yes.", 1),
  says(q.leftOf, "I think so.", 0.85),
  says(q.leftOf, "I don't think so.", 0.15),
  says(q.leftOf, "It doesn't appear so.", 0.15),
  says(q.leftOf, "The red mug does not appear to be to the left of the blue bowl.", 0.15),
  nothing(q.leftOf, "The red mug does not appear to be visible.", "not-visible"),
  says(q.taller, "The taller one is the red mug.", 1),
  says(q.taller, "The taller one is the blue bowl.", 0),
  says(q.taller, "It is taller than the blue bowl.", 1),
  says(q.taller, "Between the two, the red mug is taller.", 1),
  says(q.leftOf, "In fact, the red mug is to the right of the blue bowl.", 0),
  says(q.touching, "They are very close but not touching.", 0),
  says(q.inside, "The red mug is not inside the blue bowl, but next to it.", 0),
  length(q.gap, "There's no visible gap.", 0),
  length(q.distanceInCm, "[25]", 0.25),
  nothing(q.distanceInCm, "In 2024, ...", "no-unit"),
  nothing(q.distanceInCm, "5 out of 10", "no-unit"),
  says(q.leftOf, "They're not.", 0),
  says(q.leftOf, "Not really.", 0),
  says(q.leftOf, "Unlikely.", 0.25),
  says(q.leftOf, "Maybe.", 0.6),
  says(q.taller, "the bowl", 0),
  says(q.taller, "The red one.", 1),
  says(q.taller, "The red mug is shorter.", 0),
  says(q.closer, "The blue bowl is closer than the red mug.", 0),
  says(q.inside, "The blue bowl contains the red mug.", 1),
  says(q.inside, "The mug is outside the bowl.", 0),
  says(q.on, "No, it is on the table.", 0),
  says(q.visible, "Yes, I can see the red mug.", 1),
  says(q.visible, "There is no red mug in the image.", 0),
  nothing(q.leftOf, "Right.", "ambiguous"),
  nothing(q.leftOf, "yes/no", "ambiguous"),
  nothing(q.leftOf, "Yes. No.", "ambiguous"),
  nothing(q.leftOf, "Yes, but the blue bowl is left of the red mug.", "ambiguous"),
  nothing(q.leftOf, "The blue bowl is not to the left of the red mug.", "ambiguous"),
  nothing(q.leftOf, "The green mug is to the left of the bowl.", "ambiguous"),
  nothing(q.taller, "Yes.", "ambiguous"),
  nothing(q.inside, "The red mug is in front of the blue bowl.", "ambiguous"),
  nothing(q.on, "The mug is on the table.", "ambiguous"),
];

export const answers: readonly AnswerRow[] = [
  ...units,
  ...words,
  ...spread,
  ...wrapped,
  ...numerals,
  ...unitless,
  ...silent,
  ...predicates,
  ...later,
];
