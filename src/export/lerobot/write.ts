import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { RgbImage } from "../../core/index.js";
import type { ExportEpisode } from "../episode.js";
import type { ExportJob } from "../format.js";
import { Gallery, type Size } from "../pictures.js";
import { png } from "../png.js";
import { type Feature, featuresOf, rowsOf } from "./features.js";
import { writeMeta } from "./meta.js";
import { PictureStatistics, RowStatistics } from "./statistics.js";
import { cellsOf, columnOf, pictureColumn, writeTable } from "./table.js";

export const dataFile = join("data", "chunk-000", "file-000.parquet");

const plain = new Set(["image_raw", "image", "image_rect", "image_color", "compressed", "color"]);

/** `observation.images.front` of `/front/image_raw/compressed`. */
const cameraKey = ({ recording }: ExportEpisode): string => {
  const words = recording.camera.split(/[/.]/).filter((word) => word !== "" && !plain.has(word));
  const named = words.filter((word) => word !== "observation" && word !== "images");
  return `observation.images.${named.join("_") || "camera"}`;
};

/** All rows, and what is learnt of them on the way. */
class Rows {
  readonly features: readonly Feature[];
  readonly statistics: ReadonlyMap<string, RowStatistics>;
  readonly pictures = new PictureStatistics();
  readonly tasks: readonly string[];
  readonly camera: string | undefined;
  size: Size | undefined;
  readonly #job: ExportJob;
  #from = 0;

  constructor(job: ExportJob) {
    const { episodes } = job.data;
    this.#job = job;
    this.features = featuresOf(job.data);
    this.statistics = new Map(this.features.map(({ key }) => [key, new RowStatistics()]));
    this.tasks = [...new Set(episodes.map(({ task }) => task.text))];
    this.camera = job.settings.pictures && episodes[0] ? cameraKey(episodes[0]) : undefined;
  }

  async *all(): AsyncGenerator<Record<string, unknown>> {
    const { data, tally, onEpisode, signal } = this.#job;
    if (this.camera === undefined) for (const episode of data.episodes) yield* this.#cells(episode);
    else
      for await (const { episode, pictures } of new Gallery(tally).episodes(data.episodes)) {
        signal.throwIfAborted();
        yield* this.#illustrated(this.camera, episode, pictures);
        onEpisode(episode.index + 1);
      }
  }

  *#cells(episode: ExportEpisode): Generator<Record<string, unknown>> {
    const { data } = this.#job;
    const task = this.tasks.indexOf(episode.task.text);
    const place = { from: this.#from, task, fps: data.fps };
    for (const row of rowsOf(data, episode, place)) {
      this.#from += 1;
      for (const { key } of this.features) this.statistics.get(key)?.add(row[key] ?? []);
      yield Object.fromEntries(
        this.features.map((feature) => [feature.key, cellsOf(feature, row[feature.key] ?? [])]),
      );
    }
  }

  /** The last picture is no row's: it was only led to. */
  async *#illustrated(
    camera: string,
    episode: ExportEpisode,
    pictures: AsyncIterable<RgbImage>,
  ): AsyncGenerator<Record<string, unknown>> {
    const rows = this.#cells(episode);
    for await (const picture of pictures) {
      const { value, done } = rows.next();
      if (done) return;
      this.size ??= picture;
      this.pictures.add(picture);
      const frame = String(value.frame_index).padStart(6, "0");
      yield { ...value, [camera]: { bytes: await png(picture), path: `frame-${frame}.png` } };
    }
  }
}

/** A data set of version 3.0; pictures lie in the table. */
export const writeLeRobot = async (folder: string, job: ExportJob): Promise<void> => {
  const rows = new Rows(job);
  const columns = rows.features.map(columnOf);
  if (rows.camera !== undefined) columns.push(pictureColumn(rows.camera));
  await mkdir(join(folder, "data", "chunk-000"), { recursive: true });
  await writeTable(join(folder, dataFile), columns, rows.all());
  const { features, tasks, camera, size } = rows;
  const statistics = Object.fromEntries(
    [...rows.statistics].map(([key, each]) => [key, each.result()]),
  );
  if (camera !== undefined) statistics[camera] = rows.pictures.result();
  await writeMeta(folder, job.data, { features, tasks, ...(camera && size && { camera, size }) });
  await writeFile(join(folder, "meta", "stats.json"), `${JSON.stringify(statistics, null, 4)}\n`);
};
