export type Status = "ok" | "warn" | "fail";

/** One line of the doctor's report: what was looked at, what is there, and what to do where it isn't well. */
export interface Check {
  readonly name: string;
  readonly status: Status;
  readonly found: string;
  /** Present unless the status is ok. */
  readonly remedy?: string;
}

export const ok = (name: string, found: string): Check => ({ name, status: "ok", found });

export const warn = (name: string, found: string, remedy: string): Check => ({
  name,
  status: "warn",
  found,
  remedy,
});

export const fail = (name: string, found: string, remedy: string): Check => ({
  name,
  status: "fail",
  found,
  remedy,
});
