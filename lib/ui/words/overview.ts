/** The page that opens after the login. */
export const overviewWords = {
  title: "Overview",
  description: "What is spent and asked, how well it goes, and what needs a look.",
  loading: "Loading the overview",
  failed: "The figures could not be loaded",
  byHour: (zone: string) => `by the hour, beside the day before · times in ${zone}`,
  byDay: (zone: string) => `days in ${zone}, beside as many before`,
  tiles: {
    latency: "Latency, median",
    noAnswers: "no answers",
    within: (time: string) => `95 % within ${time}`,
    withinSampled: (time: string) => `95 % within ${time}, a sample`,
    /** Behind a change: `+12% than in the 7 days before`. */
    thanBefore: (range: string) => `than in the ${range} before`,
  },
  attention: {
    title: "Needs attention",
    tones: { danger: "Urgent", warning: "Warning", info: "Note" },
    none: "Nothing. Budgets, deployments, keys and the ledger are in order.",
    partly: (message: string) => `Not everything could be looked at. ${message}`,
  },
  errors: {
    title: "Recent errors",
    all: "All errors",
    failed: "The errors could not be loaded",
    none: "No request has failed.",
    unnamed: "Failed",
  },
  top: {
    key: { title: "Top keys", all: "All keys" },
    model: { title: "Top models", all: "All models" },
    bySpend: "by spend",
    none: "No requests in this time.",
  },
} as const

/** The way from a fresh install to the first request. */
export const firstStepsWords = {
  title: "Three steps to the first request",
  description: "This goes away once it has arrived; the figures below then fill themselves.",
  /** Behind a step's title. */
  done: "(done)",
  model: {
    title: "A model",
    ready: (count: number) => (count === 1 ? "One deployment is ready." : `${count} deployments are ready.`),
    missing: "Say which provider's model the gateway may ask, and with which credentials.",
    add: "Add a model",
  },
  key: {
    title: "A key",
    ready: "There is one.",
    missing: "Every app, agent or person gets a key of its own, with a budget if you like.",
    create: "Create a key",
  },
  request: {
    title: "A request",
    waiting: "Ask with the key from any OpenAI or Anthropic client. Waiting for it here…",
    code: "A first request",
    playground: "Ask in the playground",
    connect: "Connect an agent",
  },
} as const
