#!/usr/bin/env bash
# h5wasm 0.10.3 (npm): whole numbers of a plain array are stored as int32 and wrap, without an error.
#
# One would expect: numbers that don't fit in 32 bits are stored in a type that holds them, or refused. An array of
#   bigints without a type is refused ("unguessable type for data"), and so is an array of booleans.
# What happens: create_dataset and create_attribute without `dtype` store an array in which each number is whole
#   as int32 and let it wrap: 1700000000123 (a time in ms) becomes -807049093. With one fraction among the
#   numbers the same array becomes float64 and is right.
# Why it matters: robomimic and ManiSkill episodes are HDF5, and times in ms or us are whole and beyond 32 bits.
#   The file opens everywhere; only the times are others. For the same reason the stored type depends on
#   the episode's values: rewards 0, 0, 1 are int32 in one episode, 0, 0.5, 1 float64 in the next.
# Where: src/hdf5_hl.ts, guess_metadata: `arr_data.every(Number.isInteger)` gives a signed integer of size 4; the
#   size of the numbers is not looked at there or when they are written.
# Way round: give a `dtype` ("<q", "<d") or a typed array (BigInt64Array, Float64Array).
#
# Exit status: 0 while it behaves as described, 1 when it no longer does.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{ "private": true }' > package.json
npm install --loglevel=error --no-audit --no-fund --save-exact h5wasm@0.10.3

cat > whole.mjs <<'JS'
import { readFileSync } from "node:fs";
import { File, ready } from "h5wasm/node";

await ready;
const TIMES = [1700000000123, 1700000000156]; // [ms] since 1970
const cases = {
  "plain array": { data: TIMES },
  "one has a fraction": { data: [...TIMES, 1700000000189.5] },
  'dtype "<q"': { data: TIMES, dtype: "<q" },
  Float64Array: { data: new Float64Array(TIMES) },
};

const file = new File("episode.h5", "w");
for (const [name, options] of Object.entries(cases)) file.create_dataset({ name, ...options });
file.create_attribute("start_ms", TIMES[0]);
file.close();

const { version } = JSON.parse(readFileSync("node_modules/h5wasm/package.json", "utf8"));
console.log(`h5wasm ${version} on node ${process.version}`);
console.log(`expected first: ${TIMES.join(", ")}`);

const read = new File("episode.h5", "r");
const values = (name) => Array.from(read.get(name).value, Number);
for (const name of Object.keys(cases))
  console.log(`${name.padEnd(20)} ${read.get(name).dtype}  ${values(name).join(", ")}`);
const start = Number(read.attrs.start_ms.value);
console.log(`${"attribute".padEnd(20)} ${read.attrs.start_ms.dtype}  ${start}`);

const wrapped = Array.from(Int32Array.from(TIMES));
const asDescribed =
  String(values("plain array")) === String(wrapped) &&
  start === wrapped[0] &&
  Object.keys(cases)
    .slice(1)
    .every((name) => String(values(name).slice(0, 2)) === String(TIMES));
read.close();
console.log(asDescribed ? "as described" : "CHANGED: no longer as described");
process.exitCode = asDescribed ? 0 : 1;
JS
node whole.mjs
