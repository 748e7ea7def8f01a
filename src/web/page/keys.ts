/** What keys do, wherever the focus is but in something that takes keys itself. */
export type Keys = Readonly<Record<string, () => void>>;

/** A slider's own, which do the same there. */
const sliderKeys = ["ArrowLeft", "ArrowRight", "Home", "End"];

const takesKey = (target: EventTarget | null, key: string): boolean => {
  if (!(target instanceof HTMLElement)) return false;
  if (target.matches("input[type=range]")) return sliderKeys.includes(key);
  if (target.matches("select, input:not([type=checkbox])")) return true;
  return key === " " && target.closest("button, summary, a, input") !== null;
};

/** "Shift+ArrowLeft" for an arrow with shift; otherwise the key as it is named. */
const named = ({ key, shiftKey }: KeyboardEvent): string =>
  shiftKey && key.startsWith("Arrow") ? `Shift+${key}` : key;

export const listenTo = (keys: Keys): void =>
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = named(event);
    const act = keys[key];
    if (!act || takesKey(event.target, key)) return;
    event.preventDefault();
    act();
  });
