import { mayOpen, type Visitor } from "#lib/ui/visitor"
import { NAV_GROUPS, type NavGroup } from "./items"

/** The pages this visitor may open, in their groups; empty groups are left out. */
export function navGroups(visitor: Visitor): readonly NavGroup[] {
  return NAV_GROUPS.map(({ label, items }) => ({
    label,
    items: items.filter(({ href }) => mayOpen(visitor, href)),
  })).filter(({ items }) => items.length > 0)
}
