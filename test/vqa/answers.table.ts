import {
  type AnswerRow,
  foot,
  inch,
  length,
  nothing,
  questions as q,
  says,
  uniform,
} from "./answer-rows.js";
import { later } from "./later-answers.table.js";

/**
 * Answers as vision-language models give them, and what each must be read as.
 * Forms met in public text: response templates of the SpatialRGPT kind, think and answer tags (OpenSpaces),
 * \scalar and \distance_unit (prompt of Q-Spatial), an answer of G2VLM, GPT-4V's hedges as quoted about SpatialVLM.
 * The rest is how people write lengths and models hedge.
 */
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
