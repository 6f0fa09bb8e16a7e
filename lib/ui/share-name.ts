import type { Dimension, UsageShare } from "./daily-activity"
import { keyLabel } from "./log-row"

/** What a model, key or provider is called on the page; requests that reached no provider have no name of one. */
export function shareName(share: UsageShare, dimension: Dimension): string {
  if (dimension === "key") return keyLabel({ token: share.id, alias: share.alias, name: share.keyName })
  return share.id === "" ? `no ${dimension}` : share.id
}
