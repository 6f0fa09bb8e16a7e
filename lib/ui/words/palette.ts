import { navWords } from "./components-nav"
import { keyboardWords } from "./keyboard"
import { terms } from "./terms"

/** The command palette. */
export const paletteWords = {
  title: "Go to or do",
  label: "Search pages, actions, keys, teams, users, models and request ids",
  placeholder: "A page, an action, a key, a model, a request id …",
  results: "Results",
  notAllSearched: (reason: string) => `Not everything could be searched. ${reason}`,
  searching: "Searching…",
  nothing: "Nothing is called this.",
  stillLoggedIn: navWords.stillLoggedIn,
  groups: {
    actions: "Actions",
    pages: "Pages",
    keys: terms.keys,
    teams: terms.teams,
    users: terms.users,
    models: terms.models,
    requests: terms.requests,
  },
  /** What can be done. `words`: what else one may type to find it. */
  actions: {
    createKey: { label: "Create key", words: "new virtual" },
    inviteUser: { label: "Invite user", words: "new create" },
    createTeam: { label: "Create team", words: "new" },
    addModel: { label: "Add model", words: "new deployment" },
    lightTheme: { label: "Light theme", words: "toggle appearance mode" },
    darkTheme: { label: "Dark theme", words: "toggle appearance mode" },
    help: { label: "Keyboard shortcuts", words: "help keys" },
    logOut: { label: navWords.logOut, words: "sign end session" },
  },
  /** What else one may type to find a page of a group of the navigation. */
  pageSearch: (group: string) => `go to page ${group}`,
} as const

/** The help with keys of the keyboard. */
export const shortcutsWords = {
  title: "Keyboard shortcuts",
  description: "They work wherever the focus is not in a text field.",
  anywhere: "Anywhere",
  goTo: "Go to",
  search: "Search and commands, also while typing",
  undo: "Undo what a message says, while it stands",
  messages: "To the messages",
  help: "This help",
  close: "Close what is open",
  nextRequest: "In the logs: the next request",
  previousRequest: "In the logs: the one before",
  keys: { alt: keyboardWords.alt, escape: keyboardWords.escape },
} as const
