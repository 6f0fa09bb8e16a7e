import {
  Boxes,
  Building2,
  ChartColumn,
  CircleUser,
  Contact,
  KeyRound,
  type LucideIcon,
  ScrollText,
  User,
  UsersRound,
  Wallet,
} from "lucide-react"

interface NavItem {
  readonly href: string
  readonly label: string
  readonly icon: LucideIcon
}

/** The dashboard's pages, in the order they are shown. A new page is one line here. */
export const NAV_ITEMS: readonly NavItem[] = [
  { href: "/ui/keys", label: "Keys", icon: KeyRound },
  { href: "/ui/teams", label: "Teams", icon: UsersRound },
  { href: "/ui/organizations", label: "Organizations", icon: Building2 },
  { href: "/ui/users", label: "Users", icon: User },
  { href: "/ui/customers", label: "Customers & tags", icon: Contact },
  { href: "/ui/budgets", label: "Budgets", icon: Wallet },
  { href: "/ui/logs", label: "Logs", icon: ScrollText },
  { href: "/ui/usage", label: "Usage", icon: ChartColumn },
  { href: "/ui/models", label: "Models", icon: Boxes },
  { href: "/ui/account", label: "Account", icon: CircleUser },
]
