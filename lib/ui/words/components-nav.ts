import { terms } from "./terms"

/** The navigation: its pages in their groups, and what stands around them. */
export const navWords = {
  label: "Main",
  menu: "Menu",
  product: "Tollgate",
  toOverview: "Tollgate, to the overview",
  search: "Search",
  logOut: "Log out",
  stillLoggedIn: "You are still logged in",
  theme: "Theme",
  themes: { light: "Light", dark: "Dark", system: "System" },
  /** Of a mark beside what is chosen. */
  current: "(current)",
  groups: { build: "Build", people: "People", money: "Money", observe: "Observe", system: "System" },
  pages: {
    overview: "Overview",
    keys: terms.keys,
    models: terms.models,
    playground: "Playground",
    connect: "Connect",
    apiReference: "API reference",
    teams: terms.teams,
    organizations: terms.organizations,
    users: terms.users,
    spenders: "Customers & tags",
    memory: "Memory",
    usage: "Usage",
    budgets: terms.budgets,
    requests: terms.requests,
    caching: "Caching",
    logs: "Logs",
    routing: "Routing",
    audit: "Audit",
    settings: "Settings",
    account: "Account",
  },
} as const
