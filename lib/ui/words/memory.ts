import { actions } from "./actions"
import { terms } from "./terms"

/** What is remembered of users: the list of them, and the facts about one. */
export const memoryWords = {
  title: "Memory",
  description: "What users told in requests with integrate_memory, and what later ones are told of it.",
  eraseAll: "Erase all",
  /** `one`: what was searched for. */
  unmatchedTitle: (one: string) => `No ${one} matches`,
  users: {
    /** As a sentence goes on with it. */
    what: "users",
    search: "Search users",
    label: terms.users,
    user: terms.user,
    of: "Of",
    facts: "Facts",
    lastLearned: "Last learned",
    showFacts: "Show facts",
    none: {
      one: "user",
      searched: "The search looks at the ids requests send as user.",
      title: "Nothing is remembered yet",
      description:
        "Requests with integrate_memory: true and a user keep what users tell of themselves, once general_settings.memory names a model and an embedding model.",
      add: "Add the first fact",
    },
  },
  facts: {
    /** As a sentence goes on with it. */
    what: "facts",
    back: "All users",
    search: "Search facts",
    label: "Facts",
    one: "fact",
    many: "facts",
    fact: "Fact",
    from: "From",
    written: "Written",
    conversation: "Conversation",
    learned: "Learned",
    edit: actions.edit,
    erase: "Erase",
    eraseNote: "Then no model is told it. Said again, it is remembered again.",
    /** A fact as what a message is about. */
    quoted: (fact: string) => `“${fact}”`,
    none: {
      one: "fact",
      searched: "The search looks at the words of the facts.",
      title: "Nothing is remembered about this user",
      description: "Their next request with integrate_memory begins anew.",
      add: "Add a fact",
    },
  },
} as const

/** Adding a fact, wording it anew, and erasing all about a user. */
export const factWords = {
  add: {
    title: "Add fact",
    titleAbout: (user: string) => `Add fact about ${user}`,
    action: "Add fact",
    done: "Remembered",
    forMasterKey:
      "Told to requests with the master key about this user. For a team's or a key's requests, add it on the page of that user.",
    description: "Requests about this user with integrate_memory are told it when it matters.",
  },
  edit: {
    title: "Edit fact",
    description: (user: string) => `About ${user}`,
    action: actions.save,
  },
  eraseUser: {
    question: (user: string) => `Erase everything about ${user}?`,
    note: "All facts about this user go for good. What was said stays in the request log, as far as it was kept there.",
    done: (user: string) => `Nothing is remembered about ${user} any more`,
  },
  form: {
    user: terms.user,
    userHint: "What requests send as user.",
    userMissing: "Say about whom it is.",
    fact: "Fact",
    factHint: "One short sentence. Models are told it as something to know, not to obey.",
    factExample: "Prefers metric units.",
    factMissing: "Write one short sentence.",
    factTooLong: (most: number) => `At most ${most} characters.`,
  },
} as const
