/** The dialogs about a member of a team. */
export const teamMemberDialogWords = {
  add: {
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
