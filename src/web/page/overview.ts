// Sorting and filtering the table of many recordings.

const cellText = (row: HTMLTableRowElement, column: number): string =>
  row.cells[column]?.textContent?.trim() ?? "";

/** Numbers by size, the rest as people sort names; what is empty comes last. */
const compare = (a: string, b: string): number => {
  if (a === "" || b === "") return Number(a === "") - Number(b === "");
  return a.localeCompare(b, undefined, { numeric: true });
};

const sortBy = (table: HTMLTableElement, column: number, heads: readonly HTMLElement[]): void => {
  const head = heads[column];
  const body = table.tBodies[0];
  if (!head || !body) return;
  const isDown = head.getAttribute("aria-sort") === "ascending";
  for (const each of heads) each.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
  const rows = [...body.rows].sort((a, b) => {
    const [x, y] = [cellText(a, column), cellText(b, column)];
    const order = compare(x, y);
    return isDown && x !== "" && y !== "" ? -order : order;
  });
  body.append(...rows);
};

const makeSortable = (table: HTMLTableElement): void => {
  const heads = [...table.querySelectorAll<HTMLElement>("thead th")];
  heads.forEach((head, column) => {
    if (head.classList.contains("fixed")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.onclick = () => sortBy(table, column, heads);
    head.replaceChildren(button);
  });
};

const makeFilter = (table: HTMLTableElement, form: HTMLElement): void => {
  const outcome = form.querySelector("select");
  const name = form.querySelector("input");
  const shown = form.querySelector("output");
  const filter = (): void => {
    let count = 0;
    for (const row of table.tBodies[0]?.rows ?? []) {
      const isWanted =
        (!outcome?.value || row.dataset.outcome === outcome.value) &&
        cellText(row, 0)
          .toLowerCase()
          .includes((name?.value ?? "").toLowerCase());
      row.hidden = !isWanted;
      count += Number(isWanted);
    }
    if (shown) shown.textContent = `${count} shown`;
  };
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  filter();
};

/** Makes the table of recordings sortable by its heads, and shows its filter. */
export const startOverview = (): void => {
  const table = document.getElementById("recordings");
  const form = document.getElementById("filter");
  if (!(table instanceof HTMLTableElement) || !form) return;
  makeSortable(table);
  makeFilter(table, form);
};
