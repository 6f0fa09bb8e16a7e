import { useSyncExternalStore } from "react"

export interface ViewerZone {
  /** IANA name, e.g. "Europe/Berlin". */
  readonly name: string
  /** UTC minus local, in minutes, as `Date.getTimezoneOffset` gives it now. */
  readonly offsetMinutes: number
}

const never = () => () => undefined
const read = () => `${new Date().getTimezoneOffset()} ${Intl.DateTimeFormat().resolvedOptions().timeZone}`

/** The browser's time zone; null while the server renders, which does not know it. */
export function useViewerZone(): ViewerZone | null {
  const zone = useSyncExternalStore(never, read, () => null)
  if (zone === null) return null
  const [offset = "0", name = "UTC"] = zone.split(" ")
  return { name, offsetMinutes: Number(offset) }
}
