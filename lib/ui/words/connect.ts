import { terms } from "./terms"

/** How agents, editors and libraries are pointed at this gateway. */
export const connectWords = {
  title: "Connect",
  description: "Point an agent, an editor or your own code at this gateway. Choose a model, copy, paste.",
  model: terms.model,
  modelHint: "The name of a pattern such as openai/* is completed by you.",
  client: "Client",
  kinds: { agent: "Agents and editors", code: "Libraries" },
  key: {
    label: terms.key,
    copy: "Copy key",
    create: "Create a key for this",
    filledIn: (alias: string) => `"${alias}" is filled in below. Copy it now: it is gone when you leave this page.`,
    orOneYouHave: "Or use one you have. Budget and limits are set on the Keys page.",
    askTheAdmin: "Ask the admin of this gateway for one.",
  },
  snippet: {
    /** The accessible name of its code. */
    example: (client: string) => `${client} example`,
    putKey:
      "Put a key in place of {placeholder}. Keys are stored nowhere: one that was not copied cannot be shown again.",
    localAddress:
      "This is the gateway's address on this machine. From another one, use the name or address it has there.",
  },
} as const
