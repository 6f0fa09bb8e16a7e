import { actions } from "./actions"

/** The settings: their list, changing them, what the loader says, the versions. */
export const settingsWords = {
  title: "Settings",
  description:
    "Every value in force and where it comes from. What is changed here counts before the config file, in every process at once.",
  loading: "Loading the settings",
  notLoaded: "The settings could not be loaded",
  notSet: "not set",
  /** What the sections of the file are about. */
  sections: {
    general_settings: "The gateway itself",
    litellm_settings: "Calls, money, cache",
    router_settings: "Which deployment, and what when it fails",
  },
  toolbar: {
    search: "Search settings",
    section: "Section",
    everySection: "Every section",
    show: "Show",
    shown: { used: "In effect", set: "Set", changed: "Changed here", all: "All" },
    setting: "setting",
    settings: "settings",
  },
  none: {
    title: "No setting matches",
    description: "Names are those of the config file; a search also looks at what they do.",
    showAll: "Show all settings",
  },
  /** Where a value comes from, in a word or two. */
  origin: {
    here: "changed here",
    hereFrom: (variable: string) => `changed here, from ${variable}`,
    environment: (variable: string) => `environment: ${variable}`,
    builtIn: "built in",
    file: "config file",
    placeFrom: (place: string, variable: string) => `${place}, from ${variable}`,
  },
  /** What is wrong with what was typed. */
  problems: {
    empty: "Give a value.",
    noNumber: "Give a number.",
    noWholeNumber: "Give a whole number.",
    noJson: (reason: string) => `This is no JSON: ${reason}`,
  },
} as const

/** One setting in the list, and the control that changes it. */
export const settingWords = {
  notInEffect: "not in effect",
  notInEffectTitle: "Accepted, and nothing acts on it yet",
  atNextStart: "at the next start",
  atNextStartTitle: "A change counts from the next start on",
  fileOnly: "config file only",
  fileOnlyTitle: (reason: string) => `Only in the config file: ${reason}`,
  /** The file's value, which does not count, and where it stands. */
  insteadOf: "instead of {value}, {place}",
  goesBackToBuiltIn: "Goes back to what is built in",
  goesBackToFile: (place: string) => `Goes back to what ${place} says`,
  leave: (name: string) => `Leave ${name} as it is`,
  takeBack: (name: string) => `Take back ${name}`,
  change: (name: string) => `Change ${name}`,
  control: {
    label: (name: string) => `New value of ${name}`,
    oneInEachLine: "One in each line.",
    json: (type: string) => `JSON: ${type}.`,
    jsonWithSecrets: (type: string) => `JSON: ${type}. What is hidden has to be given anew.`,
    secret: "Kept encrypted. A provider's variable may be named: os.environ/NAME.",
    /** The type as the gateway words it: "whole number". */
    type: (type: string) => `A ${type}.`,
  },
} as const

/** What is typed and not saved, and the question before it is saved. */
export const settingsDraftWords = {
  label: "Changes not saved",
  change: "change",
  changes: "changes",
  /** Goes on after the number of changes. */
  notSaved: "not saved",
  discard: "Discard",
  review: "Review",
  refused: "The loader refuses this; nothing was changed.",
  question: "Save these settings?",
  save: actions.save,
  saved: (version: number) => `Saved as version ${version}`,
  plan: {
    nothing: "Nothing differs from what counts already.",
    description: "It counts in every process at once, and is kept as a version to come back from.",
  },
  /** What differs, for a screen reader: before its colon the value of then, or of now. */
  before: "before",
  after: "after",
  anotherSecret: "[redacted], another one",
} as const

/** The config file, and what the loader says of it. */
export const configFileWords = {
  title: "Config file",
  description: "Read at the start, and again when asked to. One with errors changes nothing; no request is dropped.",
  notTaken: "The new config was not taken; the running one stays.",
  ofTheOneInForce: "What the loader says of the configuration in force",
  ofTheFile: "What the loader says of the file",
  nothing: "Nothing: every key is known and in effect.",
  readAgain: "Read the file again",
  wasReadAgain: (models: number) => `The file was read again: ${models} model names are served`,
  severity: { error: "Error", warning: "Warning", info: "Note" },
} as const

/** The saves of settings. */
export const settingsVersionsWords = {
  title: "Versions",
  description: "Every save: who, when, and what differs from the one before.",
  notLoaded: "The versions could not be loaded",
  version: (version: number) => `Version ${version}`,
  /** What version 0 is. */
  fileAlone: "the config file alone",
  inForce: "in force",
  goBackToThis: "Go back to this",
  question: (version: number) => `Go back to version ${version}?`,
  goBack: "Go back",
  wentBack: (version: number, saved: number) =>
    `The settings are those of version ${version} again, as version ${saved}`,
  byKey: (start: string) => `key ${start}…`,
  by: "by {who}, {when}",
  /** The same of one that was gone back to. */
  byAsVersion: (version: number) => `by {who}, {when}, as version ${version}`,
} as const
