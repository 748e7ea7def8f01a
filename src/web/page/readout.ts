import type { MomentRow } from "./moment-rows.js";

const cellsOf = (list: HTMLElement) => {
  const row = document.createElement("div");
  const name = document.createElement("dt");
  const value = document.createElement("dd");
  const shown = document.createElement("span");
  const more = document.createElement("small");
  value.append(shown, more);
  row.append(name, value);
  list.append(row);
  return { row, name, shown, more };
};

/** A list of what is known of a moment: its cells are made once, since it changes with every frame. */
export const createReadout = (place: HTMLElement): ((rows: readonly MomentRow[]) => void) => {
  const list = document.createElement("dl");
  place.append(list);
  const cells: ReturnType<typeof cellsOf>[] = [];
  return (rows) => {
    rows.forEach(({ name, value, more = "", isBad = false }, at) => {
      const cell = cells[at] ?? cellsOf(list);
      cells[at] = cell;
      cell.name.textContent = name;
      cell.shown.textContent = value;
      cell.more.textContent = more;
      cell.row.classList.toggle("bad", isBad);
    });
  };
};
