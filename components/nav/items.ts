import { Boxes, ChartColumn, KeyRound, type LucideIcon, ScrollText } from "lucide-react"

interface NavItem {
  readonly href: string
  readonly label: string
  readonly icon: LucideIcon
}

/** The dashboard's pages, in the order they are shown. A new page is one line here. */
export const NAV_ITEMS: readonly NavItem[] = [
  { href: "/ui/keys", label: "Keys", icon: KeyRound },
  { href: "/ui/logs", label: "Logs", icon: ScrollText },
  { href: "/ui/usage", label: "Usage", icon: ChartColumn },
  { href: "/ui/models", label: "Models", icon: Boxes },
]
