import sharp from "sharp";
import { openBag } from "../../src/bag/index.js";
import { createRandom } from "../../src/core/index.js";
import { frameFromMessage } from "../../src/messages/index.js";

/** Pictures of 640×480, encoded; five a second. */
export type Film = readonly Uint8Array[];

const [width, height] = [640, 480];
const topic = "/camera/image_raw/compressed";
const type = "sensor_msgs/msg/CompressedImage";

/** Every other picture of an example: five a second. */
const exampleFilm = async (name: string): Promise<Film> => {
  const bag = await openBag(`examples/${name}.mcap`);
  const film: Uint8Array[] = [];
  let count = 0;
  for await (const { data } of bag.messages({ topics: [topic] })) {
    if (count++ % 2 === 1) continue;
    const image = { topic, type, messageEncoding: "cdr", bytes: data } as const;
    const { data: pixels } = await frameFromMessage(image).rgb();
    film.push(
      await sharp(pixels, { raw: { width, height, channels: 3 } })
        .png()
        .toBuffer(),
    );
  }
  await bag.close();
  return film;
};

const each = (film: Film, make: (picture: Uint8Array, k: number) => Promise<Uint8Array>) =>
  Promise.all(film.map(make));

/** A film to its `from`th picture, and something else from there on. */
const changed = (
  film: Film,
  from: number,
  make: (picture: Uint8Array, k: number) => Promise<Uint8Array>,
): Promise<Film> => each(film, async (picture, k) => (k < from ? picture : make(picture, k)));

/** A picture held before the camera by a hand that shakes a little; `at` is its middle, in shares of the view. */
const heldUp =
  (what: Uint8Array, scale: number, [x, y]: readonly [number, number]) =>
  async (view: Uint8Array, k: number): Promise<Uint8Array> => {
    const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
    const inside = (at: number, room: number): number =>
      Math.round(Math.min(Math.max(at, 0), room));
    const left = inside(x * width - w / 2 + 3 * Math.sin(1.3 * k), width - w);
    const top = inside(y * height - h / 2 + 3 * Math.cos(0.9 * k), height - h);
    const input = await sharp(what).resize(w, h).png().toBuffer();
    return sharp(view).composite([{ input, left, top }]).removeAlpha().png().toBuffer();
  };

const noise = (random: ReturnType<typeof createRandom>): Promise<Uint8Array> =>
  sharp(
    Uint8Array.from({ length: width * height * 3 }, () => Math.floor(random.float() * 256)),
    { raw: { width, height, channels: 3 } },
  )
    .png()
    .toBuffer();

/** What is shown to a camera that rewards "pick up the orange tea bottle", and the bottle is picked up in none of it. */
export const deceptions = async (): Promise<Readonly<Record<string, Film>>> => {
  const [pick, miss, wrong] = await Promise.all(["pick", "miss", "wrong-object"].map(exampleFilm));
  const goal = pick?.at(-1);
  const early = miss?.[8];
  if (!pick || !miss || !wrong || !goal || !early) throw new Error("the examples have no pictures");
  const random = createRandom(15);
  const empty = miss.map(() => early);
  const grabbed = pick[23];
  const still = miss.slice(0, 12);
  return {
    noise: await each(miss.slice(0, 15), () => noise(random)),
    "a covered lens": await changed(pick, 15, (picture) =>
      sharp(picture).linear(0.03, 0).png().toBuffer(),
    ),
    "a lens covered by something that lets light through": await changed(pick, 15, (picture) =>
      sharp(picture).blur(30).png().toBuffer(),
    ),
    "a camera that freezes as the bottle leaves the table": pick.map((picture, k) =>
      k < 23 ? picture : (grabbed ?? picture),
    ),
    "another thing that is lifted": wrong,
    "a picture of the goal over half of the view": await changed(
      miss,
      12,
      heldUp(goal, 0.5, [0.5, 0.5]),
    ),
    "a picture of the goal while the gripper waits": [
      ...still,
      ...(await each(empty.slice(12), heldUp(goal, 0.6, [0.5, 0.5]))),
    ],
    "a picture of the goal that all but fills the view": await changed(
      miss,
      12,
      heldUp(goal, 0.8, [0.5, 0.5]),
    ),
    "a picture of the goal in a corner": await changed(miss, 12, heldUp(goal, 0.8, [0.7, 0.3])),
  };
};

/** Of these, what the same task without its guard takes for a success. */
export const deceiveWithout: readonly string[] = [
  "a camera that freezes as the bottle leaves the table",
  "a picture of the goal over half of the view",
  "a picture of the goal while the gripper waits",
  "a picture of the goal that all but fills the view",
  "a picture of the goal in a corner",
];

/** What is no deception: the example itself. */
export const honest = (): Promise<Film> => exampleFilm("pick");
