import { actions } from "./actions"
import { terms } from "./terms"

/** The form for a user, and the dialogs that make, change, delete and invite one. */
export const userDialogWords = {
  createDescription: "A person: their keys outside teams share one budget.",
  created: (name: string) => `${name} created`,
  edit: (name: string) => `Edit ${name}`,
  editDescription: (usd: string) => `${usd} spent in all`,
  save: actions.save,
  delete: {
    question: (name: string) => `Delete ${name}?`,
    action: "Delete user",
    text: "All their keys are deleted with them, and requests with those fail from now on. They leave their teams. What they spent stays in the log.",
    done: (name: string) => `${name} is deleted`,
  },
  invite: {
    title: (name: string) => `Invite ${name}`,
    description: "Who opens this link sets the user's password and logs in with it. It works once, within seven days.",
    failed: "No invitation was made",
    copyLink: "Copy link",
    done: actions.done,
  },
  email: "Email",
  emailPlaceholder: "ada@example.com",
  name: terms.name,
  namePlaceholder: "Optional",
  role: terms.role,
  teams: terms.teams,
  noTeam: "None",
  anotherTeam: "Another one",
  firstKey: "Make a first key",
  firstKeyHint: "Shown once, right after this, to hand over.",
} as const
