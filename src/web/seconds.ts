export const seconds = (time: number): string => `${time.toFixed(1)} s`;
