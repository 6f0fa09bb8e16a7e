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
import { navWords } from "#lib/ui/words/components-nav"

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

const { groups, pages } = navWords

/** The dashboard's pages, in the order they are shown. A new page is one line here. */
export const NAV_GROUPS: readonly NavGroup[] = [
  { label: "", items: [{ href: "/ui", label: pages.overview, icon: Gauge, jump: "o" }] },
  {
    label: groups.build,
    items: [
      { href: "/ui/keys", label: pages.keys, icon: KeyRound, jump: "k" },
      { href: "/ui/models", label: pages.models, icon: Boxes, jump: "m" },
      { href: "/ui/playground", label: pages.playground, icon: MessagesSquare, jump: "p" },
      { href: "/ui/connect", label: pages.connect, icon: Plug, jump: "c" },
      { href: "/docs", label: pages.apiReference, icon: BookOpen, jump: "d", outside: true },
    ],
  },
  {
    label: groups.people,
    items: [
      { href: "/ui/teams", label: pages.teams, icon: UsersRound, jump: "t" },
      { href: "/ui/organizations", label: pages.organizations, icon: Building2 },
      { href: "/ui/users", label: pages.users, icon: User, jump: "u" },
      { href: "/ui/customers", label: pages.spenders, icon: Contact },
      { href: "/ui/memory", label: pages.memory, icon: Brain },
    ],
  },
  {
    label: groups.money,
    items: [
      { href: "/ui/usage", label: pages.usage, icon: ChartColumn, jump: "s" },
      { href: "/ui/budgets", label: pages.budgets, icon: Wallet, jump: "b" },
      { href: "/ui/requests", label: pages.requests, icon: HandCoins },
      { href: "/ui/caching", label: pages.caching, icon: DatabaseZap },
    ],
  },
  {
    label: groups.observe,
    items: [
      { href: "/ui/logs", label: pages.logs, icon: ScrollText, jump: "l" },
      { href: "/ui/routing", label: pages.routing, icon: Split, jump: "r" },
    ],
  },
  {
    label: groups.system,
    items: [
      { href: "/ui/audit", label: pages.audit, icon: History },
      { href: "/ui/settings", label: pages.settings, icon: SlidersHorizontal },
      { href: "/ui/account", label: pages.account, icon: CircleUser, jump: "a" },
    ],
  },
]
