import { ask } from "./ask.js";
import { calibrate } from "./calibrate.js";
import { completion } from "./completion.js";
import { doctor } from "./doctor.js";
import { evaluate } from "./eval.js";
import { exportLabelled } from "./export.js";
import { init } from "./init.js";
import { label } from "./label.js";
import { live } from "./live.js";
import { model } from "./model.js";
import { playRecording } from "./play.js";
import { reason } from "./reason.js";
import { task } from "./task.js";
import { truth } from "./truth.js";
import type { Verb } from "./verb.js";
import { view } from "./view.js";
import { vqa } from "./vqa.js";

/** All verbs, in the order of --help. */
export const verbs: readonly Verb[] = [
  init,
  label,
  view,
  live,
  ask,
  reason,
  vqa,
  evaluate,
  exportLabelled,
  task,
  model,
  calibrate,
  playRecording,
  truth,
  doctor,
  completion,
];
