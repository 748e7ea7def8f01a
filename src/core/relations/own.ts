import { above } from "./above.js";
import { behind } from "./behind.js";
import { below } from "./below.js";
import { bigger } from "./bigger.js";
import { cameraDistance } from "./camera-distance.js";
import { closer } from "./closer.js";
import { closerBy } from "./closer-by.js";
import type { RelationDefinition } from "./definition.js";
import { distance } from "./distance.js";
import { farther } from "./farther.js";
import { gap } from "./gap.js";
import { height } from "./height.js";
import { higherBy } from "./higher-by.js";
import { horizontalDistance } from "./horizontal-distance.js";
import { inFrontOf } from "./in-front-of.js";
import { inside } from "./inside.js";
import { leftOf } from "./left-of.js";
import { narrower } from "./narrower.js";
import { on } from "./on.js";
import { rightOf } from "./right-of.js";
import { shorter } from "./shorter.js";
import { smaller } from "./smaller.js";
import { taller } from "./taller.js";
import { tallerBy } from "./taller-by.js";
import { touching } from "./touching.js";
import { verticalDistance } from "./vertical-distance.js";
import { visible } from "./visible.js";
import { wider } from "./wider.js";
import { widerBy } from "./wider-by.js";
import { width } from "./width.js";

/** Every relation of this package, lengths first. What data sets draw from depends on the order. */
export const own = {
  distance,
  gap,
  horizontal_distance: horizontalDistance,
  vertical_distance: verticalDistance,
  width,
  height,
  camera_distance: cameraDistance,
  taller_by: tallerBy,
  wider_by: widerBy,
  higher_by: higherBy,
  closer_by: closerBy,
  left_of: leftOf,
  right_of: rightOf,
  above,
  below,
  in_front_of: inFrontOf,
  behind,
  closer,
  farther,
  taller,
  shorter,
  wider,
  narrower,
  bigger,
  smaller,
  touching,
  inside,
  on,
  visible,
} as const satisfies Readonly<Record<string, RelationDefinition>>;
