/** Exchanges that cannot replay, each with its reason. */
export const KNOWN: ReadonlyMap<string, string> = new Map<string, string>([])
