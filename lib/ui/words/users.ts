import { actions } from "./actions"
import { terms } from "./terms"

/** The page of the users: its head, its list and what stands above it. */
export const usersWords = {
  title: terms.users,
  description: "People with keys and a budget of their own. What a key in a team spends is the team's.",
  create: "Create user",
  /** Goes on in sentences: "Loading users". */
  one: "user",
  many: "users",
  search: "Search users",
  role: terms.role,
  allRoles: "All roles",
  columns: {
    user: terms.user,
    role: terms.role,
    teams: terms.teams,
    keys: terms.keys,
    spend: terms.spend,
    created: terms.created,
  },
  unmatched: {
    title: "No user matches",
    description: "The search looks at emails, names and ids.",
    clear: actions.clearFilters,
  },
  none: {
    title: "No users yet",
    description: "A user's budget holds for all their keys outside teams. Create one with a first key to hand over.",
    action: "Create your first user",
  },
  actions: {
    edit: actions.edit,
    invite: "Invite",
    delete: actions.delete,
  },
} as const
