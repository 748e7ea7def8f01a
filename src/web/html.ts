/** A piece of HTML that is safe to put into a page. Made by `html` and `trusted` alone. */
export class Html {
  constructor(readonly text: string) {}
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character] ?? character);

/** HTML of our own making, such as a style sheet. */
export const trusted = (text: string): Html => new Html(text);

type Part = Html | string | number | readonly Part[];

const rendered = (part: Part): string => {
  if (part instanceof Html) return part.text;
  if (typeof part === "string" || typeof part === "number") return escapeHtml(String(part));
  return part.map(rendered).join("");
};

/** A template in which everything put in is escaped, unless it is Html already. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(
    strings.map((text, at) => text + (at < parts.length ? rendered(parts[at] ?? "") : "")).join(""),
  );

/** JSON inside a script element: "<" never appears, so that no text in it can end the element. */
export const jsonScript = (id: string, value: unknown): Html =>
  new Html(
    `<script type="application/json" id="${escapeHtml(id)}">${JSON.stringify(value).replace(/</g, "\\u003c")}</script>`,
  );
