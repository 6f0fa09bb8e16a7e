import type { Auth } from "./provider"

/** RFC 6750 bearer token; no header when there is no key (a local server). */
export const bearer: Auth = (apiKey) => (apiKey === "" ? {} : { authorization: `Bearer ${apiKey}` })

/** The key in a header of the provider's own. */
export function headerKey(name: string): Auth {
  return (apiKey) => (apiKey === "" ? {} : { [name]: apiKey })
}
