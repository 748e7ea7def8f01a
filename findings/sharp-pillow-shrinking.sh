#!/usr/bin/env bash
# sharp 0.35.5 (npm) beside Pillow 13.0.0 (PyPI): one kernel by name, two pictures, where a picture is made smaller.
#
# One would expect: both widen the kernel when they shrink, so `kernel: "linear"` of the one and BILINEAR of the
#   other, "cubic" and BICUBIC, "lanczos3" and LANCZOS give the same pixels within a rounding step.
# What happens: at edges they differ by up to a dozen grey levels; from 640 to 160 pixels that is one value in
#   ten or more. libvips first averages blocks of pixels down to about twice the wanted size and only then
#   applies the kernel; nothing says so where the kernel is chosen.
# Why it matters: networks are trained on pictures that Pillow (torchvision, LeRobot, transformers) has made
#   smaller and served from Node by sharp. The input is not the one that was trained on, with no error, and the
#   answers shift most where edges are: at small things and fingertips.
# Where: libvips `vips_resize`, the `gap` of its reduction.
# Way round: sharp's `fastShrinkOnLoad: false` is about JPEG and does not help; resample with Pillow's own
#   arithmetic, or train on pictures that libvips (pyvips) has made smaller.
#
# Exit status: 0 while it behaves as described, 1 when it no longer does.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/python -m pip install -qq --disable-pip-version-check pillow==13.0.0 numpy==2.4.6
npm init -y >/dev/null
npm install --silent --no-audit --no-fund sharp@0.35.5

cat > pillow.py <<'PY'
import numpy as np
import PIL
from PIL import Image

y, x = np.mgrid[:480, :640]
grey = (128 + 90 * np.sign(np.sin(x / 23) * np.sin(y / 17))).clip(0, 255).astype(np.uint8)
picture = Image.fromarray(np.stack([grey] * 3, -1))
picture.save("picture.png")
kernels = {"linear": Image.BILINEAR, "cubic": Image.BICUBIC, "lanczos3": Image.LANCZOS}
for name, kernel in kernels.items():
    picture.resize((160, 120), kernel).save(f"{name}.png")
print("Pillow", PIL.__version__)
PY
env/bin/python pillow.py

cat > compare.mjs <<'JS'
import sharp from "sharp";

console.log("sharp", sharp.versions.sharp, "with libvips", sharp.versions.vips);
let differ = true;
for (const kernel of ["linear", "cubic", "lanczos3"]) {
  const options = { kernel, fit: "fill", fastShrinkOnLoad: false };
  const ours = await sharp("picture.png").resize(160, 120, options).raw().toBuffer();
  const theirs = await sharp(`${kernel}.png`).raw().toBuffer();
  const off = ours.map((value, at) => Math.abs(value - theirs[at]));
  const share = off.filter((each) => each > 1).length / off.length;
  const most = Math.max(...off);
  console.log(`${kernel}: expected at most 1 level apart; seen up to ${most}, ${(100 * share).toFixed(1)} % of the values by more than 1`);
  differ &&= most > 4 && share > 0.05;
}
process.exit(differ ? 0 : 1);
JS
node compare.mjs
