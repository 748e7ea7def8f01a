/** Of one feature, in the form of its values. */
export type Statistics = Readonly<Record<string, unknown>>;

const quantiles = { q01: 0.01, q10: 0.1, q50: 0.5, q90: 0.9, q99: 0.99 };

const quantile = (sorted: Float64Array, share: number): number => {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
};

/** Of all values of one number. */
const ofNumber = (values: Float64Array): Readonly<Record<string, number>> => {
  const sorted = values.slice().sort();
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
  const variance = values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / values.length;
  const shares = Object.entries(quantiles).map(([name, share]) => [name, quantile(sorted, share)]);
  return {
    min: sorted[0] ?? 0,
    max: sorted.at(-1) ?? 0,
    mean,
    std: Math.sqrt(variance),
    ...Object.fromEntries(shares),
  };
};

const statistics = ["min", "max", "mean", "std", ...Object.keys(quantiles)];

/** Of a feature's numbers, each by itself; `shaped` puts them into the form of the feature. */
const joined = (
  columns: readonly Float64Array[],
  count: number,
  shaped: (value: number) => unknown,
): Statistics => {
  const each = columns.map(ofNumber);
  const all = statistics.map((name) => [name, each.map((one) => shaped(one[name] ?? 0))]);
  return { ...Object.fromEntries(all), count: [count] };
};

/** Gathers a feature's rows. */
export class RowStatistics {
  readonly #rows: (readonly number[])[] = [];

  add(row: readonly number[]): void {
    this.#rows.push(row);
  }

  result(): Statistics {
    const width = this.#rows[0]?.length ?? 0;
    const columns = Array.from({ length: width }, (_, i) =>
      Float64Array.from(this.#rows, (row) => row[i] ?? 0),
    );
    return joined(columns, this.#rows.length, (value) => value);
  }
}

/** Pictures beyond these tell nothing new. */
const mostPictures = 500;
const pixelsOfEach = 1000;

/** Of pictures, channel by channel, black 0 and white 1, from some pixels of some of them. */
export class PictureStatistics {
  readonly #channels: readonly number[][] = [[], [], []];
  #count = 0;

  add({ data }: { readonly data: Uint8Array }): void {
    this.#count += 1;
    if (this.#count > mostPictures) return;
    const pixels = data.length / 3;
    const stride = Math.max(1, Math.floor(pixels / pixelsOfEach));
    for (let pixel = 0; pixel < pixels; pixel += stride)
      for (const [i, channel] of this.#channels.entries())
        channel.push((data[pixel * 3 + i] ?? 0) / 255);
  }

  result(): Statistics {
    const columns = this.#channels.map((channel) => Float64Array.from(channel));
    return joined(columns, Math.min(this.#count, mostPictures), (value) => [[value]]);
  }
}
