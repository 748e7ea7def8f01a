/** A stage as a task file writes it, and why. */
export interface DraftStage {
  readonly name: string;
  readonly why: string;
  readonly potential: string;
  readonly until: string;
  /** With its unit. */
  readonly hold: string;
}

/** The things of a task by the names that expressions have for them. */
export interface Things {
  readonly thing: string;
  /** Where it goes; empty where it goes nowhere. */
  readonly place: string;
}

/** What a robot may be to do. */
export interface Goal {
  /** On the command line. */
  readonly name: string;
  readonly means: string;
  /** Whether there is a place that the thing is brought to. */
  readonly hasPlace: boolean;
  /** In words, of the things' phrases. */
  readonly text: (thing: string, place: string) => string;
  readonly stages: (things: Things) => readonly DraftStage[];
}

/** Nearness that nano tells where things touch: it answers too long there. */
const reached = "11 cm";

const reach = (thing: string): DraftStage => ({
  name: "reach",
  why: "generous, since nano answers too long where things touch; a smaller one where depth and TF are known",
  potential: `tolerance(distance(gripper, ${thing}), 0 cm, 2 cm, 40 cm)`,
  until: `distance(gripper, ${thing}) < ${reached}`,
  hold: "0.5 s",
});

const lift = (thing: string): DraftStage => ({
  name: "lift",
  why: "that it rises tells success: a gripper that closes beside it is as near",
  potential: `tolerance(raised(${thing}), 8 cm, 1 m, 8 cm)`,
  until: `raised(${thing}) > 1.5 cm and distance(gripper, ${thing}) < ${reached}`,
  hold: "0.5 s",
});

const carry = ({ thing, place }: Things): DraftStage => ({
  name: "carry",
  why: "between centres; gap(…) instead where the two only have to touch",
  potential: `tolerance(distance(${thing}, ${place}), 0 cm, 4 cm, 40 cm)`,
  until: `distance(${thing}, ${place}) < 8 cm`,
  hold: "0.5 s",
});

const leave = ({ thing, place }: Things): DraftStage => ({
  name: "leave",
  why: "the gripper goes, and the thing stays: held over its place it is not there yet",
  potential: `tolerance(distance(gripper, ${thing}), 15 cm, 2 m, 15 cm)`,
  until: `distance(gripper, ${thing}) > 12 cm and distance(${thing}, ${place}) < 8 cm`,
  hold: "0.5 s",
});

const push = ({ thing, place }: Things): DraftStage => ({
  name: "push",
  why: "between the nearest surfaces, 0 where they touch",
  potential: `tolerance(gap(${thing}, ${place}), 0 cm, 1 cm, 40 cm)`,
  until: `gap(${thing}, ${place}) < 3 cm`,
  hold: "1 s",
});

export const goals: readonly Goal[] = [
  {
    name: "reach",
    means: "bring the gripper to a thing",
    hasPlace: false,
    text: (thing) => `move the gripper to the ${thing}`,
    stages: ({ thing }) => [reach(thing)],
  },
  {
    name: "pick",
    means: "pick a thing up",
    hasPlace: false,
    text: (thing) => `pick up the ${thing}`,
    stages: ({ thing }) => [reach(thing), lift(thing)],
  },
  {
    name: "place",
    means: "bring a thing to another, and leave it there",
    hasPlace: true,
    text: (thing, place) => `bring the ${thing} to the ${place}`,
    stages: (things) => [reach(things.thing), carry(things), leave(things)],
  },
  {
    name: "push",
    means: "push a thing to another",
    hasPlace: true,
    text: (thing, place) => `push the ${thing} to the ${place}`,
    stages: (things) => [reach(things.thing), push(things)],
  },
];

export const goalNames: readonly string[] = goals.map(({ name }) => name);
