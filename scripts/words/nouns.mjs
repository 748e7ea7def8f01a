/** WordNet's lexicographer files: animals, persons and parts of bodies; plants, colours, measures and shapes, whose words are those of things, too. */
const beings = new Set([5, 8, 18]);
const besideThings = new Set([7, 20, 23, 25]);

/** How many steps below its concept a word goes on growing apart from it, and how far with each. */
const mostSteps = 5;
const distanceOfStep = 0.03;

const anchorLine = /^(?<phrase>[^#:]+) (?<distance>[\d.]+)(?<only> only)?: (?<keys>.+)$/;

/** "cup 0.05: cup%1:06:00::", as anchors.txt has them: the phrase of each concept. */
export const readAnchors = (text, senses) => {
  const concepts = new Map([...senses.values()].flat().map(({ key, concept }) => [key, concept]));
  const anchors = new Map();
  for (const line of text.split("\n")) {
    const { phrase, distance, only, keys } = anchorLine.exec(line)?.groups ?? {};
    for (const key of keys?.split(" ") ?? []) {
      if (!concepts.has(key)) throw new Error(`anchors.txt: WordNet has no sense ${key}`);
      anchors.set(concepts.get(key), { phrase, distance: Number(distance), only: only !== undefined });
    }
  }
  return anchors;
};

/** The nearest anchor at or above a concept. Of two as near, the one that says more. */
const climb = (start, concepts, anchors) => {
  let level = [start];
  for (let steps = 0; level.length > 0; steps++) {
    const [found] = level
      .flatMap((concept) => anchors.get(concept) ?? [])
      .filter(({ only }) => steps === 0 || !only)
      .sort((a, b) => a.distance - b.distance);
    if (found) return { ...found, steps };
    level = level.flatMap((concept) => concepts.get(concept)?.above ?? []);
  }
  return undefined;
};

const isPlain = (word) => /^[a-z][a-z_'-]*$/.test(word) && word.length > 2;

const communication = 10;

/** Whether people mean something else by the word so much more often that a thing would be a guess. */
const isElsewhere = (thing, senses) => {
  const others = senses.filter(
    ({ concept, kind, file }) =>
      concept !== thing.concept && !(kind === "noun" && besideThings.has(file)),
  );
  const most = Math.max(0, ...others.map(({ count }) => count));
  if (thing.count > 0) return most > 3 * thing.count;
  const isBeingFirst = others.some(({ file, rank, kind }) => kind === "noun" && rank === 1 && beings.has(file));
  return most >= 3 || isBeingFirst || (thing.file === communication && thing.rank > 1);
};

/** What each noun is understood as: the commonest of its senses that is a thing; a being never wins over it. */
export const understoodNouns = ({ concepts, senses, anchors, colours }) => {
  const found = [];
  for (const [word, all] of senses) {
    const parts = word.split("_");
    // "Black box" names a thing of that colour.
    if (!isPlain(word) || parts.length > 3 || (parts.length > 1 && colours.includes(parts[0]))) continue;
    const nouns = all.filter(({ kind }) => kind === "noun");
    const things = nouns.flatMap((sense) => {
      const anchor = climb(sense.concept, concepts, anchors);
      return anchor ? [{ ...sense, ...anchor, sense }] : [];
    });
    const [first] = things;
    const thing = things.find(({ phrase }) => phrase !== "-");
    // What does not lie on a table and is meant more often than what does: a table, a bed, a room.
    if (!thing || (first.phrase === "-" && first.count > thing.count)) continue;
    const spelt = concepts.get(thing.concept).words.find((each) => each.toLowerCase() === word);
    if (spelt !== word || isElsewhere(thing.sense, all)) continue;
    const steps = thing.phrase === "object" ? 0 : Math.min(thing.steps, mostSteps);
    const distance = thing.distance + steps * distanceOfStep;
    found.push({ word: word.replaceAll("_", " "), phrase: thing.phrase, distance });
  }
  return found;
};

const isShade = ({ key }) => /:(a?chromatic):\d\d$/.test(key);

/** Words of colours: WordNet's nouns below `colour`, and the adjectives it has beside "chromatic". */
export const colourWords = ({ concepts, senses, colour }) =>
  [...senses].flatMap(([word, all]) => {
    const found = all.some(
      (sense) =>
        isShade(sense) || (sense.kind === "noun" && climb(sense.concept, concepts, colour)),
    );
    return isPlain(word) && found ? [word.replaceAll("_", " ")] : [];
  });

/** Words for what things are made of and how they look: they may stand before a noun. */
export const describingWords = ({ concepts, senses, substances }) => {
  const isSubstance = ({ kind, concept }) =>
    kind === "noun" && climb(concept, concepts, substances) !== undefined;
  return [...senses].flatMap(([word, all]) => {
    const counted = all.some(({ kind, count }) => kind === "adjective" && count > 0);
    const described = counted || all.some((sense) => sense.rank <= 2 && isSubstance(sense));
    return /^[a-z][a-z-]{2,}$/.test(word) && described ? [word] : [];
  });
};
