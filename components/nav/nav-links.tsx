"use client"

import Link from "next/link"
import { usePathname } from "next/navigation"
import { cn } from "#lib/ui/cn"
import { mayOpen } from "#lib/ui/visitor"
import { NAV_ITEMS } from "./items"
import { useVisitor } from "./visitor-context"

/** The links to all pages; the current one is marked for the eye and for screen readers. */
export function NavLinks({ onNavigate }: { onNavigate?: (() => void) | undefined }) {
  const pathname = usePathname()
  const visitor = useVisitor()
  const items = NAV_ITEMS.filter(({ href }) => mayOpen(visitor, href))
  return (
    <nav aria-label="Main">
      <ul className="space-y-0.5">
        {items.map(({ href, label, icon: Icon }) => {
          const current = pathname === href || pathname.startsWith(`${href}/`)
          return (
            <li key={href}>
              <Link
                href={href}
                // Fetched ahead, these pages still come anew with the click: all it would save is nothing.
                prefetch={false}
                aria-current={current ? "page" : undefined}
                {...(onNavigate && { onClick: onNavigate })}
                className={cn(
                  "flex h-9 items-center gap-2.5 rounded-md px-2.5 font-medium text-[0.8125rem] transition-colors lg:h-8",
                  current ? "bg-hover text-ink" : "text-muted hover:bg-subtle hover:text-ink",
                )}
              >
                <Icon className={cn("size-4", current ? "text-ink" : "text-faint")} aria-hidden />
                {label}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
