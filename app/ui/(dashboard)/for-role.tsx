"use client"

import { usePathname } from "next/navigation"
import type { ReactNode } from "react"
import { useVisitor } from "#components/nav/visitor-context"
import { mayOpen } from "#lib/ui/visitor"
import { NotForYou } from "./not-for-you"

/** The page, where it is for the visitor's role. Decided here and not in the layout, which stays as it is when one goes on to another page. */
export function ForRole({ children }: { children: ReactNode }) {
  return mayOpen(useVisitor(), usePathname()) ? children : <NotForYou />
}
