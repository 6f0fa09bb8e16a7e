/** The dialogs that make, change and delete a team. */
export const teamDialogWords = {
  create: {
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
