/** Keys whose value may be undefined. */
type Unknowable<T> = { [K in keyof T]: undefined extends T[K] ? K : never }[keyof T];

/** The same record without its undefined fields: absent and undefined then are one thing. */
export type Defined<T> = Omit<T, Unknowable<T>> & {
  [K in Unknowable<T>]?: Exclude<T[K], undefined>;
};

export const defined = <T extends object>(record: T): Defined<T> => {
  const kept: Partial<T> = {};
  for (const key in record) if (record[key] !== undefined) kept[key] = record[key];
  return kept as Defined<T>;
};
