import type { KeyView } from "./api.gen"
import { PERIOD_FIELDS, shortTitle, type Thing } from "./undo/thing"
import { periodWords as words } from "./words/periods"

/** A key as `/key/list` gives it: dollars and ISO times. */
export type KeyRow = KeyView

/** What a key is called where it has no name of its own. */
export function keyTitle(key: Pick<KeyRow, "key_alias" | "key_name">): string {
  return key.key_alias ?? key.key_name
}

const PERIODS: Readonly<Record<string, string>> = {
  "1d": words.daily,
  daily: words.daily,
  "7d": words.weekly,
  "1w": words.weekly,
  weekly: words.weekly,
  "30d": words.monthly,
  "1mo": words.monthly,
  monthly: words.monthly,
  "1h": words.hourly,
  hourly: words.hourly,
}

/** A budget's period as people say it: "monthly", else "every 12h". */
export function periodText(duration: string): string {
  return PERIODS[duration.toLowerCase()] ?? words.every(duration)
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
