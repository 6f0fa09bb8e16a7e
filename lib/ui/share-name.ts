import type { Dimension, UsageShare } from "./daily-activity"
import { keyLabel } from "./log-row"
import { shareNameWords } from "./words/share-names"

/** What a model, key, team … is called on the page; requests that belong to none have no name of one. */
export function shareName(share: UsageShare, dimension: Dimension): string {
  if (dimension === "key") return keyLabel({ token: share.id, alias: share.alias, name: share.keyName })
  return share.id === "" ? shareNameWords.none[dimension] : (share.alias ?? share.id)
}
