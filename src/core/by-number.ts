const collator = new Intl.Collator("en", { numeric: true });

/** Orders names as people count: episode_9 before episode_10. */
export const byNumber = (a: string, b: string): number => collator.compare(a, b);
