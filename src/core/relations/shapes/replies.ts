/** Short answers that fit every yes-or-no question. */
export const saysYes: readonly (() => string)[] = [
  () => "yes.",
  () => "yes, it is.",
  () => "that is correct.",
];

export const saysNo: readonly (() => string)[] = [
  () => "no.",
  () => "no, it is not.",
  () => "that is not correct.",
];
