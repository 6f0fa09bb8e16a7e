/** The dialogs that make, change and delete an organization. */
export const organizationDialogWords = {
  create: {
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

/** The fields of an organization. */
export const organizationFormWords = {
  name: "Organization name",
  namePlaceholder: "A department, a client, …",
} as const
