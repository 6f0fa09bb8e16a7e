import { actions } from "./actions"
import { terms } from "./terms"

/** The form for a key, and the dialogs that make, change and delete one. */
export const keyFormWords = {
  createDescription: "The key is shown once, right after this.",
  created: (name: string) => `${name} created`,
  createdNameless: "Key created",
  edit: (name: string) => `Edit ${name}`,
  /** The end of the key's text, and dollars. */
  editDescription: "{key} · {spent} spent in all",
  cancel: actions.cancel,
  save: actions.save,
  delete: {
    question: (name: string) => `Delete ${name}?`,
    action: "Delete key",
    /** The end of the key's text. */
    text: "Requests with {key} fail from now on, and it cannot be brought back. What it spent stays in the log. To stop it for a while, block it instead.",
    done: (name: string) => `${name} is deleted`,
  },
  name: "Key name",
  namePlaceholder: "billing-bot, Ada's laptop, …",
  team: {
    label: terms.team,
    hint: "A team's key spends the team's budget.",
    none: "No team",
  },
  user: {
    label: terms.user,
    hint: "Their budget holds as well.",
    hintInTeam: "Their budget in the team holds, where they have one.",
    none: "No user",
  },
  expires: "Expires",
  expiries: {
    never: "Never",
    inOneDay: "In 1 day",
    inSevenDays: "In 7 days",
    inThirtyDays: "In 30 days",
    inNinetyDays: "In 90 days",
    custom: "Custom…",
  },
  expiresIn: "Expires in",
  expiresInHint: "A number and a unit: 30m, 12h, 45d, 6mo.",
} as const
