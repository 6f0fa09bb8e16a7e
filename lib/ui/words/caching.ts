/** The page of the response cache. */
export const cachingWords = {
  title: "Caching",
  description: "Answers that are given again instead of being paid for again.",
  stateNotLoaded: "The cache's state could not be loaded",
  cameTo: "What it came to",
  range: "Range",
  ranges: {
    today: "Today",
    week: "7 days",
    month: "30 days",
    quarter: "90 days",
  },
  rangeNote: "days in UTC",
  hitsNotLoaded: "Hits could not be loaded",
  noHits: {
    title: "No hits in these days",
    description: "A hit is a request that is answered as an equal one was answered before.",
  },
} as const

/** What the gateway says of its cache. */
export const cacheStateWords = {
  title: "State",
  working: "Working",
  off: "Off",
  answers: "Answers",
  /** Where answers are. */
  places: {
    local: "In the memory of each process",
    redis: "In Redis",
    postgres: "In the gateway's database",
  },
  kept: "Kept",
  hours: (hours: number) => (hours === 1 ? "1 hour" : `${hours} hours`),
  minutes: (minutes: number) => (minutes === 1 ? "1 minute" : `${minutes} minutes`),
  seconds: (seconds: number) => `${seconds} seconds`,
  shared: "Shared",
  scopes: {
    team: "Within a team; a key without one stands alone",
    key: "Within a key",
    global: "Among everybody",
  },
  usedBy: "Used by",
  usedByAsked: "Requests that ask for it",
  usedByAll: "Every request that does not decline",
  inOtherWords: "In other words",
  similarity: (threshold: string, model: string) => `From ${threshold} on, by ${model}`,
} as const

/** The figures of what the cache came to, in all and by model. */
export const cacheFiguresWords = {
  saved: "Saved",
  noHits: "no hits",
  savedByHit: (amount: string) => `${amount} a hit`,
  hitRate: "Hit rate",
  ofRequests: (requests: string) => `of ${requests} requests`,
  hits: "Hits",
  hitsNote: "answered at no cost",
  tokensSaved: "Tokens saved",
  tokensSavedNote: "in and out",
  byModel: "Hits by model",
} as const

/** The dialog that forgets every answer. */
export const flushCacheWords = {
  action: "Empty the cache",
  title: "Empty the cache?",
  text: "Every kept answer is forgotten, of all keys and teams. The next request of each kind is asked of a provider, and paid for. What was saved so far stays counted.",
  done: "The cache is empty",
} as const
