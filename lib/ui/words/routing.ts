/** The page of the routing, as it is right now. */
export const routingWords = {
  title: "Routing",
  description: "Who answers for each model, what takes over when nobody can, and how they are doing right now.",
  loading: "Loading the routing",
  notLoaded: "The routing could not be loaded",
  filter: "Filter groups",
  count: (groups: number) => (groups === 1 ? "1 group" : `${groups} groups`),
  /** With how many deployments of these groups are not asked for now. */
  countResting: (groups: number, resting: number) =>
    `${groups === 1 ? "1 group" : `${groups} groups`}, ${resting} resting`,
  source:
    "As the process that answered knows it, asked every five seconds. Limits and health are counted by each process; cooldowns are shared.",
  none: {
    title: "Nobody answers yet",
    description: "Add a model: several deployments of one name share its requests and stand in for each other.",
    action: "Add a model",
  },
  noMatch: {
    title: "No group matches",
    description: "The filter looks at names, providers, provider models, fallbacks and states.",
    action: "Clear the filter",
  },
} as const

/** The rules that hold for all groups. */
export const routingRulesWords = {
  strategy: "Strategy",
  compares: (what: string) => `Compares: ${what}`,
  retries: "Retries",
  retriesNote: "after the first try, in a group",
  rest: "Rest after failures",
  never: "never",
  seconds: (seconds: number) => `${seconds} s`,
  restNote: "judged by what failed and how often",
  restNoteAfter: (failures: number) => `after more than ${failures} failures a minute`,
} as const

/** One group of deployments: who is in it, and who stands in for it. */
export const routingGroupWords = {
  fallbacks: "Falls back to",
  contextWindowFallbacks: "When the prompt is too long",
  contentPolicyFallbacks: "When the content is refused",
  deployments: (group: string) => `Deployments of ${group}`,
} as const

/** One deployment of a group. */
export const routedDeploymentWords = {
  states: {
    healthy: "Healthy",
    cooling: "Resting",
    probing: "Being tried",
  },
  askedAgain: "{why}, asked again {when}",
  share: "Share",
  shareTitle: (verdict: string) => `If a plain request came now: ${verdict}`,
  inFlight: "In flight",
  firstToken: "First token",
  firstTokenTitle: "The mean of the last few streams; measured only when the strategy goes by it",
  weight: (weight: number) => `weight ${weight}`,
  order: (order: number) => `order ${order}`,
  tags: (tags: string) => `tags ${tags}`,
  noPrice: "no price",
} as const

/** How much of each limit of a deployment is used. */
export const routedLimitWords = {
  none: "No limits of its own",
  requests: "Requests a minute",
  tokens: "Tokens a minute",
  parallel: "At once",
  usedOf: (used: string, limit: string) => `${used} of ${limit}`,
  usedOfAnew: (used: string, limit: string, when: string) => `${used} of ${limit}, anew ${when}`,
  used: (limit: string) => `${limit} used`,
} as const
