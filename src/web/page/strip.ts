/** A press on a small picture goes to its time. */
export const pressStrip = (goTo: (time: number) => void): void => {
  for (const figure of document.querySelectorAll<HTMLElement>(".strip figure"))
    figure.onclick = () => goTo(Number(figure.dataset.time));
};

/** Marks the small picture nearest to a time. */
export const followStrip = (time: number): void => {
  const figures = [...document.querySelectorAll<HTMLElement>(".strip figure")];
  const away = (figure: HTMLElement): number => Math.abs(Number(figure.dataset.time) - time);
  const least = Math.min(...figures.map(away));
  for (const figure of figures) figure.classList.toggle("near", away(figure) === least);
};
