import { counted } from "./counted"

/** The page of all teams. */
export const teamsWords = {
  description: "People and keys that share models, limits and a budget.",
  /** What is listed, as a sentence goes on with it. */
  what: "teams",
  search: "Search teams",
  count: (teams: number) => counted(teams, "team", "teams"),
  members: (members: number) => counted(members, "member", "members"),
  noMatch: {
    title: "No team matches",
    description: "The search looks at names and ids.",
  },
  none: {
    title: "No teams yet",
    description: "A team's budget holds for all its keys and members together. Create one, then add people and keys.",
    action: "Create your first team",
  },
} as const

/** The dialogs that make, change and delete a team. */
export const teamDialogWords = {
  create: {
    title: "Create team",
    description: "Members and keys are added on its page, right after this.",
    descriptionInOrganization:
      "What it spends counts against its organization as well. Members and keys are added on its page, right after this.",
    done: (team: string) => `${team} is created`,
  },
  edit: {
    title: (team: string) => `Edit ${team}`,
    description: (spend: string) => `${spend} spent in all`,
  },
  delete: {
    title: (team: string) => `Delete ${team}?`,
    action: "Delete team",
    done: (team: string) => `${team} is deleted`,
    /** Begins with one of the sentences below. */
    text: (keysGo: string) =>
      `${keysGo} It cannot be brought back. Its members stay as users, and what it spent stays in the log. To stop it for a while, block it instead.`,
    noKeys: "It has no keys.",
    oneKey: "Its key is deleted with it, and requests with that fail from now on.",
    allKeys: "All its keys are deleted with it, and requests with them fail from now on.",
    keys: (count: string) => `Its ${count} keys are deleted with it, and requests with them fail from now on.`,
  },
} as const

/** The fields of a team. */
export const teamFormWords = {
  name: "Team name",
  namePlaceholder: "Research, Support, …",
  memberDefaults: {
    title: "Each new member",
    note: "budget and limits in the team",
    hint: "Applies to members who are added from now on.",
  },
} as const

/** The page of one team. */
export const teamWords = {
  loading: "Loading the team",
  notLoaded: "This team could not be loaded",
  notUpToDate: (reason: string) => `Not up to date: ${reason}`,
  noKeys: "No keys yet. What a team's key spends counts against the team's budget as well as its own.",
  copyId: "Copy team id",
} as const

/** The members of a team, and the dialogs about one. */
export const teamMemberWords = {
  none: "Nobody yet. A member can have a budget of their own inside the team's.",
  spend: "Spend in the team",
  /** Under the name, where there is no room for a column of roles. */
  teamAdmin: "Team admin",
  add: {
    title: "Add member",
    description: "Someone with an email nobody has yet becomes a new user.",
    done: (who: string) => `${who} is in the team`,
  },
  edit: {
    title: (name: string) => `Edit ${name}`,
    description: "In this team; their own budget holds beside it.",
  },
  remove: {
    title: (name: string) => `Remove ${name}?`,
    action: "Remove member",
    text: "They stay a user, and their budget in this team goes. What they spent stays in the log, and on the team's budget.",
    done: (name: string) => `${name} is no longer in the team`,
  },
  form: {
    who: "Email or user id",
    whoPlaceholder: "ada@example.com",
    role: "Role in the team",
    roleHint: "An admin of a team manages its members and keys.",
  },
} as const
