/** Where an invitation's link leads. */
export const inviteWords = {
  title: "Set your password",
  loading: "Looking at the invitation …",
  email: "Email",
  password: "Password",
  action: "Set password and log in",
  passwordHint: "Ten characters or more. The link works once.",
} as const
