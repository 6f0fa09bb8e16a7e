import { actions } from "./actions"

/** The dialogs that show a key: new, in use, and its budget. */
export const keyDialogsWords = {
  created: {
    description: "Copy the key now. It is stored nowhere and cannot be shown again.",
    copy: "Copy key",
    use: "Use it",
    warning: "Keep it like a password.",
    done: actions.done,
  },
  use: {
    title: (name: string) => `Use ${name}`,
    /** The end of the key's text, and what stands for the key in the examples. */
    description: "Put the key you copied when you created it ({key}) in place of {placeholder}.",
    done: actions.done,
  },
  snippets: {
    clients: "Clients",
    example: (client: string) => `${client} example`,
    notLoaded: "The examples could not be loaded. The Connect page has them, too.",
  },
  budget: {
    title: (name: string) => `Budget of ${name}`,
    description: "What was spent of it in its running window, and how it goes on.",
  },
  moreBudget: (name: string) => `More budget for ${name}`,
} as const
