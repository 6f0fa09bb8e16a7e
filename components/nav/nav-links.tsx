"use client"

import { ArrowUpRight } from "lucide-react"
import Link from "next/link"
import { usePathname } from "next/navigation"
import { useEffect, useId, useRef } from "react"
import { cn } from "#lib/ui/cn"
import { navWords } from "#lib/ui/words/components-nav"
import type { NavItem } from "./items"
import { navGroups } from "./nav-groups"
import { useVisitor } from "./visitor-context"
import { WaitingCount } from "./waiting-count"

interface NavLinksProps {
  onNavigate?: (() => void) | undefined
}

/** While a message stands over its end, the list scrolls as far as to be free of it. */
const MESSAGE_ROOM = "in-[body:has([data-sonner-toast])]:scroll-pb-64 in-[body:has([data-sonner-toast])]:pb-64"

/** The links to all pages, by what they are about; the current one is marked for the eye and for screen readers. */
export function NavLinks({ onNavigate }: NavLinksProps) {
  const visitor = useVisitor()
  const id = useId()
  const pathname = usePathname()
  const nav = useRef<HTMLElement>(null)
  // In a low window the list scrolls by itself, and begins at its top.
  useEffect(() => {
    nav.current?.querySelector(`a[href="${CSS.escape(pathname)}"]`)?.scrollIntoView({ block: "nearest" })
  }, [pathname])
  return (
    <nav
      ref={nav}
      aria-label={navWords.label}
      className={cn("-mx-1 min-h-0 flex-1 overflow-y-auto px-1 pb-4", MESSAGE_ROOM)}
    >
      {navGroups(visitor).map(({ label, items }) => (
        <div key={label} className="not-first:mt-4">
          {label !== "" && (
            <p id={`${id}-${label}`} className="mb-1 px-2.5 font-medium text-[0.6875rem] text-faint">
              {label}
            </p>
          )}
          <ul className="space-y-0.5" {...(label !== "" && { "aria-labelledby": `${id}-${label}` })}>
            {items.map((item) => (
              <li key={item.href}>
                <NavLink item={item} onNavigate={onNavigate} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}

function NavLink({ item, onNavigate }: NavLinksProps & { item: NavItem }) {
  const { href, label, icon: Icon, outside } = item
  const pathname = usePathname()
  const current = pathname === href || (href !== "/ui" && pathname.startsWith(`${href}/`))
  const className = cn(
    "flex h-9 items-center gap-2.5 rounded-md px-2.5 font-medium text-[0.8125rem] transition-colors lg:h-7.5",
    current ? "bg-hover text-ink" : "text-muted hover:bg-subtle hover:text-ink",
  )
  const icon = <Icon className={cn("size-4", current ? "text-ink" : "text-faint")} aria-hidden />
  if (outside)
    return (
      <a href={href} className={className}>
        {icon}
        {label}
        <ArrowUpRight className="ml-auto size-3.5 text-faint" aria-hidden />
      </a>
    )
  return (
    <Link
      href={href}
      // Fetched ahead, these pages still come anew with the click: all it would save is nothing.
      prefetch={false}
      aria-current={current ? "page" : undefined}
      {...(onNavigate && { onClick: onNavigate })}
      className={className}
    >
      {icon}
      {label}
      {href === "/ui/requests" && <WaitingCount />}
    </Link>
  )
}
