import { terms } from "./terms"

/** The roles a user can have, and what each may do. */
export const userRoleWords = {
  admin: { label: terms.admin, hint: "Everything: keys, teams, users, models, settings." },
  adminViewer: { label: "Admin, view only", hint: "Sees all keys and all spend, changes nothing." },
  user: { label: terms.user, hint: "Makes and deletes own keys, sees own spend." },
  userViewer: { label: "User, view only", hint: "Sees own keys and own spend." },
} as const

/** What is wrong with the form for a user. */
export const userErrorWords = {
  nobody: "Enter an email, or at least a name.",
  noEmail: "Enter an email such as ada@example.com.",
} as const
