import { terms } from "./terms"

/** Oneself: one's budget, one's sessions, one's password. */
export const accountWords = {
  title: "Account",
  description: "Where you are logged in, and your password.",
  withMasterKey: "Logged in with the master key",
  sessions: {
    title: "Sessions",
    notLoaded: "Your sessions could not be loaded",
    endOthers: "End all others",
    end: "End",
    current: "This one",
    unknownBrowser: "Unknown browser",
    unknownAddress: "unknown address",
    since: "{address}, since {time}",
  },
  budget: {
    title: terms.budget,
    ask: "Ask for more",
    askTitle: "More budget for you",
    /** Before the period: "$1.20 of $5.00 every 30d". */
    spentOf: (spend: string, budget: string) => `${spend} of ${budget}`,
    forAllKeys: "For all your keys together.",
    requests: "Your requests",
  },
  password: {
    title: "Password",
    current: "Current password",
    new: "New password",
    newHint: "Ten characters or more.",
    change: "Change password",
    changed: "Your password is changed; your other sessions have ended",
  },
} as const
