import {
  BookOpen,
  Boxes,
  Brain,
  Building2,
  ChartColumn,
  CircleUser,
  Contact,
  DatabaseZap,
  Gauge,
  HandCoins,
  History,
  KeyRound,
  type LucideIcon,
  MessagesSquare,
  Plug,
  ScrollText,
  SlidersHorizontal,
  Split,
  User,
  UsersRound,
  Wallet,
} from "lucide-react"

export interface NavItem {
  readonly href: string
  readonly label: string
  readonly icon: LucideIcon
  /** The letter that leads here after `g`. */
  readonly jump?: string
  /** Not of the dashboard, though of this gateway: it is gone to by a full load. */
  readonly outside?: true
}

export interface NavGroup {
  /** Empty: the items stand above all groups. */
  readonly label: string
  readonly items: readonly NavItem[]
}

/** The dashboard's pages, in the order they are shown. A new page is one line here. */
export const NAV_GROUPS: readonly NavGroup[] = [
  { label: "", items: [{ href: "/ui", label: "Overview", icon: Gauge, jump: "o" }] },
  {
    label: "Build",
    items: [
      { href: "/ui/keys", label: "Keys", icon: KeyRound, jump: "k" },
      { href: "/ui/models", label: "Models", icon: Boxes, jump: "m" },
      { href: "/ui/playground", label: "Playground", icon: MessagesSquare, jump: "p" },
      { href: "/ui/connect", label: "Connect", icon: Plug, jump: "c" },
      { href: "/docs", label: "API reference", icon: BookOpen, jump: "d", outside: true },
    ],
  },
  {
    label: "People",
    items: [
      { href: "/ui/teams", label: "Teams", icon: UsersRound, jump: "t" },
      { href: "/ui/organizations", label: "Organizations", icon: Building2 },
      { href: "/ui/users", label: "Users", icon: User, jump: "u" },
      { href: "/ui/customers", label: "Customers & tags", icon: Contact },
      { href: "/ui/memory", label: "Memory", icon: Brain },
    ],
  },
  {
    label: "Money",
    items: [
      { href: "/ui/usage", label: "Usage", icon: ChartColumn, jump: "s" },
      { href: "/ui/budgets", label: "Budgets", icon: Wallet, jump: "b" },
      { href: "/ui/requests", label: "Requests", icon: HandCoins },
      { href: "/ui/caching", label: "Caching", icon: DatabaseZap },
    ],
  },
  {
    label: "Observe",
    items: [
      { href: "/ui/logs", label: "Logs", icon: ScrollText, jump: "l" },
      { href: "/ui/routing", label: "Routing", icon: Split, jump: "r" },
    ],
  },
  {
    label: "System",
    items: [
      { href: "/ui/audit", label: "Audit", icon: History },
      { href: "/ui/settings", label: "Settings", icon: SlidersHorizontal },
      { href: "/ui/account", label: "Account", icon: CircleUser, jump: "a" },
    ],
  },
]
