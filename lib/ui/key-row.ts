import type { KeyView } from "./api.gen"
import { PERIOD_FIELDS, shortTitle, type Thing } from "./undo/thing"

/** A key as `/key/list` gives it: dollars and ISO times. */
export type KeyRow = KeyView

/** What a key is called where it has no name of its own. */
export function keyTitle(key: Pick<KeyRow, "key_alias" | "key_name">): string {
  return key.key_alias ?? key.key_name
}

const PERIODS: Readonly<Record<string, string>> = {
  "1d": "daily",
  daily: "daily",
  "7d": "weekly",
  "1w": "weekly",
  weekly: "weekly",
  "30d": "monthly",
  "1mo": "monthly",
  monthly: "monthly",
  "1h": "hourly",
  hourly: "hourly",
}

/** A budget's period as people say it: "monthly", else "every 12h". */
export function periodText(duration: string): string {
  return PERIODS[duration.toLowerCase()] ?? `every ${duration}`
}

/** A key, as something that is changed. */
export function keyThing(key: KeyRow): Thing {
  return {
    subject: `key ${key.token}`,
    title: shortTitle(keyTitle(key)),
    groups: ["keys", "teams", "users"],
    fits: (row) => row.token === key.token && "key_name" in row,
    noWayBack: PERIOD_FIELDS,
  }
}
