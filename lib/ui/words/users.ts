import { actions } from "./actions"
import { terms } from "./terms"

/** The page of the users: its head, its list and what stands above it. */
export const usersWords = {
  title: terms.users,
  description: "People with keys and a budget of their own. What a key in a team spends is the team's.",
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

/** The form for a user, and the dialogs that make, change, delete and invite one. */
export const userFormWords = {
  create: "Create user",
  createDescription: "A person: their keys outside teams share one budget.",
  created: (name: string) => `${name} created`,
  edit: (name: string) => `Edit ${name}`,
  editDescription: (usd: string) => `${usd} spent in all`,
  save: actions.save,
  delete: {
    question: (name: string) => `Delete ${name}?`,
    action: "Delete user",
    text: "All their keys are deleted with them, and requests with those fail from now on. They leave their teams. What they spent stays in the log.",
    done: (name: string) => `${name} is deleted`,
  },
  invite: {
    title: (name: string) => `Invite ${name}`,
    description: "Who opens this link sets the user's password and logs in with it. It works once, within seven days.",
    failed: "No invitation was made",
    copyLink: "Copy link",
    done: actions.done,
  },
  email: "Email",
  emailPlaceholder: "ada@example.com",
  name: terms.name,
  namePlaceholder: "Optional",
  role: terms.role,
  teams: terms.teams,
  noTeam: "None",
  anotherTeam: "Another one",
  firstKey: "Make a first key",
  firstKeyHint: "Shown once, right after this, to hand over.",
} as const

/** The page of one user. */
export const userWords = {
  title: terms.user,
  loading: "Loading the user",
  notLoaded: "This user could not be loaded",
  back: terms.users,
  stale: (message: string) => `Not up to date: ${message}`,
  noKeys: "No keys yet. What this user's keys spend outside teams counts against the budget above.",
  copyId: "Copy user id",
  teams: {
    title: terms.teams,
    /** The link is `teamsPage`. */
    none: "In no team yet. Members are added on a {page}.",
    teamsPage: "team's page",
    columns: {
      team: terms.team,
      role: terms.role,
      spend: "The team's spend",
    },
    admin: terms.admin,
    member: terms.member,
  },
} as const
