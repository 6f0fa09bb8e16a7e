/** The dialogs about a member of an organization. */
export const organizationMemberDialogWords = {
  add: {
    description: "Someone with an email nobody has yet becomes a new user.",
    done: (who: string) => `${who} is in the organization`,
  },
  changeRole: {
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
