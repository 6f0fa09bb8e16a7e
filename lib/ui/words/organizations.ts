import { counted } from "./counted"

/** The page of all organizations. */
export const organizationsWords = {
  description: "Teams and people under one budget, with admins of their own.",
  /** What is listed, as a sentence goes on with it. */
  what: "organizations",
  search: "Search organizations",
  count: (organizations: number) => counted(organizations, "organization", "organizations"),
  /** There are more than one answer holds. */
  countOfNewest: (organizations: number) =>
    `${counted(organizations, "organization", "organizations")}, the newest; search for others`,
  noMatch: {
    title: "No organization matches",
    description: "The search looks at names and ids.",
  },
  none: {
    title: "No organizations yet",
    description:
      "An organization's budget holds for all its teams together, and its admins manage them without you. One team or two need none.",
    descriptionForOthers: "Only the admin of this gateway makes them.",
    action: "Create your first organization",
  },
} as const

/** The dialogs that make, change and delete an organization. */
export const organizationDialogWords = {
  create: {
    title: "Create organization",
    description: "Members and teams are added on its page, right after this.",
    done: (organization: string) => `${organization} is created`,
  },
  edit: {
    title: (organization: string) => `Edit ${organization}`,
    description: (spend: string) => `${spend} spent in all`,
  },
  delete: {
    title: (organization: string) => `Delete ${organization}?`,
    action: "Delete organization",
    done: (organization: string) => `${organization} is deleted`,
    /** Begins with one of the sentences below. */
    text: (teamsGo: string) =>
      `${teamsGo} It cannot be brought back. Its members stay as users, and what it spent stays in the log.`,
    noTeams: "It has no teams. Keys of its own are deleted with it.",
    oneTeam: "Its team and all its keys are deleted with it, and requests with them fail from now on.",
    teams: (count: string) =>
      `Its ${count} teams and all their keys are deleted with it, and requests with them fail from now on.`,
  },
} as const

/** The fields of an organization, and what is wrong with them. */
export const organizationFormWords = {
  name: "Organization name",
  namePlaceholder: "A department, a client, …",
  nameMissing: "Give the organization a name.",
} as const

/** The page of one organization. */
export const organizationWords = {
  loading: "Loading the organization",
  notLoaded: "This organization could not be loaded",
  notUpToDate: (reason: string) => `Not up to date: ${reason}`,
  limitsOf: (budget: string) => `Limits of ${budget}`,
  limitsOfTitle: "Its limits were taken over from this budget",
  copyId: "Copy organization id",
  teams: {
    create: "Create team",
    notLoaded: "Its teams could not be loaded",
    none: "No teams yet. What a team spends counts against the organization's budget as well as its own.",
  },
} as const

/** The members of an organization, and the dialogs about one. */
export const organizationMemberWords = {
  none: "Nobody yet. An admin among its members manages its teams, keys and people, and nothing else here.",
  since: "Since",
  /** LiteLLM's roles in an organization. */
  roles: {
    internal_user: "Member",
    internal_user_viewer: "Viewer",
    org_admin: "Admin",
  },
  add: {
    title: "Add member",
    description: "Someone with an email nobody has yet becomes a new user.",
    done: (who: string) => `${who} is in the organization`,
  },
  changeRole: {
    label: "Change role",
    title: (name: string) => `Role of ${name}`,
    description: "In this organization only; their role in the gateway stays.",
  },
  remove: {
    title: (name: string) => `Remove ${name}?`,
    action: "Remove member",
    text: "They stay a user, and in their teams. What they spent stays in the log, and on the organization's budget.",
    done: (name: string) => `${name} is no longer in the organization`,
  },
  form: {
    /** What has to be entered, as a sentence goes on with it. */
    who: "an email or a user id",
    role: "Role in the organization",
    roleHint: "An admin manages its teams, keys and people; a viewer only looks.",
  },
} as const
