"use client"

import { createContext, type ReactNode, useContext } from "react"
import type { Visitor } from "#lib/ui/visitor"

const VisitorContext = createContext<Visitor | null>(null)

/** Tells the pages below who looks at them. */
export function VisitorProvider({ visitor, children }: { visitor: Visitor; children: ReactNode }) {
  return <VisitorContext value={visitor}>{children}</VisitorContext>
}

/** Who looks at this page. */
export function useVisitor(): Visitor {
  const visitor = useContext(VisitorContext)
  if (visitor === null) throw new Error("useVisitor is for what stands inside VisitorProvider")
  return visitor
}
