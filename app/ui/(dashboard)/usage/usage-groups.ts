import type { Dimension } from "#lib/ui/daily-activity"
import { seesAll, type Visitor } from "#lib/ui/visitor"

/** How the visitor may group: what is over everybody is for those who see everybody. */
export function groupsOf(visitor: Visitor): readonly Dimension[] {
  const all = seesAll(visitor)
  return [
    "model",
    "key",
    "provider",
    ...(all || visitor.administratesTeams ? (["team"] as const) : []),
    "user",
    ...(all ? (["customer", "tag"] as const) : []),
    ...(all || visitor.administratesOrganizations ? (["organization"] as const) : []),
  ]
}
