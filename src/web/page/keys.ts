/** What keys do, wherever the focus is but in something that takes keys itself. */
export type Keys = Readonly<Record<string, () => void>>;

const takesKeys = (target: EventTarget | null, key: string): boolean =>
  target instanceof HTMLSelectElement ||
  (target instanceof HTMLInputElement && target.type === "range" && key !== " ") ||
  (key === " " &&
    target instanceof HTMLElement &&
    target.closest("button, summary, a, input:not([type=range])") !== null);

/** "Shift+ArrowLeft" for an arrow with shift; otherwise the key as it is named. */
const named = ({ key, shiftKey }: KeyboardEvent): string =>
  shiftKey && key.startsWith("Arrow") ? `Shift+${key}` : key;

export const listenTo = (keys: Keys): void =>
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = keys[named(event)];
    if (!act || takesKeys(event.target, event.key)) return;
    event.preventDefault();
    act();
  });
