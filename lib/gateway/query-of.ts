import type { Incoming } from "#lib/core/http"

/** The query of a request; empty when there is none. */
export function queryOf({ url }: Pick<Incoming, "url">): URLSearchParams {
  const question = url.indexOf("?")
  return new URLSearchParams(question === -1 ? "" : url.slice(question + 1))
}
