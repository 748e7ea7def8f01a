import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { RgbImage } from "../../core/index.js";
import type { ExportEpisode } from "../episode.js";
import type { ExportJob } from "../format.js";
import { Gallery, type Size } from "../pictures.js";
import { png } from "../png.js";
import type { Feature, FeatureRow, Place } from "./features.js";
import { type EpisodeRows, writeMeta } from "./meta.js";
import { PictureStatistics, RowStatistics } from "./statistics.js";
import { cellsOf, columnOf, pictureColumn, writeTable } from "./table.js";

export const dataFile = join("data", "chunk-000", "file-000.parquet");

/** A row, and the step whose picture stands in it. */
export interface PicturedRow {
  readonly step: number;
  readonly row: FeatureRow;
}

/** What stands in a data set. */
export interface Content {
  readonly features: readonly Feature[];
  /** Of an episode, at least one, in the order of their steps. */
  readonly rows: (episode: ExportEpisode, place: Place) => readonly PicturedRow[];
}

const plain = new Set(["image_raw", "image", "image_rect", "image_color", "compressed", "color"]);

/** `observation.images.front` of `/front/image_raw/compressed`. */
const cameraKey = ({ recording }: ExportEpisode): string => {
  const words = recording.camera.split(/[/.]/).filter((word) => word !== "" && !plain.has(word));
  const named = words.filter((word) => word !== "observation" && word !== "images");
  return `observation.images.${named.join("_") || "camera"}`;
};

interface Cells {
  readonly step: number;
  readonly cells: Record<string, unknown>;
}

/** All rows, and what is learnt of them on the way. */
class Rows {
  readonly statistics: ReadonlyMap<string, RowStatistics>;
  readonly pictures = new PictureStatistics();
  readonly tasks: readonly string[];
  readonly camera: string | undefined;
  readonly episodes: EpisodeRows[] = [];
  size: Size | undefined;
  readonly #job: ExportJob;
  readonly #content: Content;
  #from = 0;

  constructor(job: ExportJob, content: Content) {
    const { episodes } = job.data;
    this.#job = job;
    this.#content = content;
    this.statistics = new Map(content.features.map(({ key }) => [key, new RowStatistics()]));
    this.tasks = [...new Set(episodes.map(({ task }) => task.text))];
    this.camera = job.settings.pictures && episodes[0] ? cameraKey(episodes[0]) : undefined;
  }

  async *all(): AsyncGenerator<Record<string, unknown>> {
    const { data, tally, onEpisode, signal } = this.#job;
    if (this.camera === undefined)
      for (const episode of data.episodes) yield* this.#cells(episode).map(({ cells }) => cells);
    else
      for await (const { episode, pictures } of new Gallery(tally).episodes(data.episodes)) {
        signal.throwIfAborted();
        yield* this.#illustrated(this.camera, episode, pictures);
        onEpisode(episode.index + 1);
      }
  }

  #cells(episode: ExportEpisode): readonly Cells[] {
    const { features, rows } = this.#content;
    const task = this.tasks.indexOf(episode.task.text);
    const { fps } = this.#job.data;
    const place = { episode: this.episodes.length, from: this.#from, task, fps };
    const all = rows(episode, place);
    this.#from += all.length;
    this.episodes.push({ task: episode.task.text, length: all.length });
    for (const { row } of all)
      for (const { key } of features) this.statistics.get(key)?.add(row[key] ?? []);
    return all.map(({ step, row }) => ({
      step,
      cells: Object.fromEntries(
        features.map((feature) => [feature.key, cellsOf(feature, row[feature.key] ?? [])]),
      ),
    }));
  }

  /** Pictures that are no row's are passed over: the last one of an episode was only led to. */
  async *#illustrated(
    camera: string,
    episode: ExportEpisode,
    pictures: AsyncIterable<RgbImage>,
  ): AsyncGenerator<Record<string, unknown>> {
    const cells = this.#cells(episode);
    let step = 0;
    let next = 0;
    for await (const picture of pictures) {
      const due = cells[next];
      if (due === undefined) return;
      if (due.step === step) {
        this.size ??= picture;
        this.pictures.add(picture);
        const path = `frame-${String(next).padStart(6, "0")}.png`;
        yield { ...due.cells, [camera]: { bytes: await png(picture), path } };
        next += 1;
      }
      step += 1;
    }
  }
}

/** A data set of version 3.0; pictures lie in the table. */
export const writeDataset = async (
  folder: string,
  job: ExportJob,
  content: Content,
): Promise<void> => {
  const { features } = content;
  const rows = new Rows(job, content);
  const columns = features.map(columnOf);
  if (rows.camera !== undefined) columns.push(pictureColumn(rows.camera));
  await mkdir(join(folder, "data", "chunk-000"), { recursive: true });
  await writeTable(join(folder, dataFile), columns, rows.all());
  const { tasks, camera, size, episodes } = rows;
  const statistics = Object.fromEntries(
    [...rows.statistics].map(([key, each]) => [key, each.result()]),
  );
  if (camera !== undefined) statistics[camera] = rows.pictures.result();
  const { fps } = job.data;
  await writeMeta(folder, {
    fps,
    episodes,
    features,
    tasks,
    ...(camera && size && { camera, size }),
  });
  await writeFile(join(folder, "meta", "stats.json"), `${JSON.stringify(statistics, null, 4)}\n`);
};
