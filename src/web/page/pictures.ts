/** Pictures that are asked for before they are shown: while playing, a page with its pictures beside it would lag. */
const ahead = 8;

/** Shows the picture of a point of the time line; asks for the next ones. */
export const createPictures = (
  image: HTMLImageElement,
  urls: readonly (string | null)[],
): ((at: number) => void) => {
  // Held until it is out of reach, so that the browser keeps what it has loaded.
  const asked = new Map<number, HTMLImageElement>();
  const ask = (at: number): void => {
    const url = urls[at];
    if (asked.has(at) || url === null || url === undefined || url.startsWith("data:")) return;
    const next = new Image();
    next.src = url;
    asked.set(at, next);
  };
  return (at) => {
    const url = urls[at];
    image.hidden = url === null || url === undefined;
    if (url) image.src = url;
    for (const old of asked.keys()) if (old < at - ahead || old > at + ahead) asked.delete(old);
    for (let next = at; next <= at + ahead; next++) ask(next);
  };
};
