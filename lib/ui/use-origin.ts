import { useSyncExternalStore } from "react"

const never = () => () => undefined
const read = () => window.location.origin

/** Scheme, host and port this page came from; "" while the server renders, which may not know it. */
export function useOrigin(): string {
  return useSyncExternalStore(never, read, () => "")
}
