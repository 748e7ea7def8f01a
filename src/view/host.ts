/** Addresses that only this machine can reach. */
const loopback = ["127.0.0.1", "::1", "localhost"];

export const isLoopback = (address: string): boolean => loopback.includes(address);

/** Without port and brackets: "localhost" of "localhost:8080", "::1" of "[::1]:8080". */
const nameIn = (header: string): string =>
  /^(?:\[([^\]]*)\]|([^:]*))/.exec(header)?.slice(1).join("") ?? "";

/**
 * Whether a request may be answered by a server that listens at an address: one that only this machine reaches answers
 * requests for this machine alone, or a page anywhere could read recordings by a name of its own that leads here (DNS
 * rebinding).
 */
export const isMeantFor = (address: string, host: string | undefined): boolean =>
  !isLoopback(address) || (host !== undefined && isLoopback(nameIn(host).toLowerCase()));
