/** What the requests that belong to none are called, in place of a name: `no team`. */
export const shareNameWords = {
  none: {
    model: "no model",
    provider: "no provider",
    team: "no team",
    user: "no user",
    customer: "no customer",
    tag: "no tag",
    organization: "no organization",
  },
} as const
