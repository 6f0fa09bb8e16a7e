import type { Dimension } from "#lib/ui/daily-activity"
import { seesAll, type Visitor } from "#lib/ui/visitor"

/** Each way to group, as people say it. */
export const GROUP_WORDS: Readonly<Record<Dimension, string>> = {
  model: "Model",
  key: "Key",
  provider: "Provider",
  team: "Team",
  user: "User",
  customer: "Customer",
  tag: "Tag",
  organization: "Organization",
}

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
