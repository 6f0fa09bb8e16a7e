"use client"

import { RememberedUsers } from "./remembered-users"
import { useMemoryFilters } from "./use-memory-filters"
import { UserFacts } from "./user-facts"

/** The users something is remembered of, or the facts about one of them. */
export function MemoryView() {
  const [{ user }] = useMemoryFilters()
  return user === "" ? <RememberedUsers /> : <UserFacts />
}
