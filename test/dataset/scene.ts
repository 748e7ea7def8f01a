import type { DataLine, Pair, Thing } from "../../src/dataset/index.js";

const thing = (name: string, centre: Thing["centre"], more: Partial<Thing> = {}): Thing => ({
  name,
  centre,
  size: [0.06, 0.06, 0.06],
  height: 0.06,
  box: [10, 10, 40, 40],
  visible: 1,
  attributes: {},
  ...more,
});

/** Contact is truth: nothing about centres tells it. Both orders of each pair are listed. */
const pairsOf = (things: readonly Thing[], on: readonly [number, number]): Pair[] =>
  things.flatMap((_, a) =>
    things.flatMap((_, b) => {
      const isOn = a === on[0] && b === on[1];
      const touch = isOn || (a === on[1] && b === on[0]);
      return a === b
        ? []
        : [{ a, b, gap: touch ? 0 : 0.1, touching: touch, inside: false, on: isOn }];
    }),
  );

const things: Thing[] = [
  thing("gripper", [0.05, -0.1, 0.6], { gripper: true, aliases: ["robot hand"] }),
  thing("red mug", [-0.2, 0.1, 0.5], { aliases: ["the mug that is red"], height: 0.1 }),
  thing("wooden tray", [-0.2, 0.15, 0.5], { size: [0.3, 0.02, 0.2], height: 0.02 }),
  thing("blue ball", [0.21, 0.1, 0.8]),
  thing("green can", [0.2, 0.1, 1.0], { visible: 0 }),
  thing("yellow cup", [0.3, 0.1, 0.7], { visible: 0.02 }),
];

/** A mug on a tray, a ball beside it, a gripper above; a can wholly hidden and a cup nearly so. */
export const tabletop: DataLine = {
  image: "images/000000.jpg",
  width: 320,
  height: 240,
  camera: { fx: 300, fy: 300, cx: 160, cy: 120, up: [0, -1, 0] },
  things,
  pairs: pairsOf(things, [1, 2]),
  absent: ["purple bowl"],
  source: "simulation",
};

export const withoutUp: DataLine = {
  ...tabletop,
  camera: { fx: 300, fy: 300, cx: 160, cy: 120 },
};
