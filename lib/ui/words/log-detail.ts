/** One request of the log: the sections of its panel and the plain facts. */
export const logDetailWords = {
  summary: "Summary",
  error: "Error",
  bodies: "Request and response",
  cost: "Tokens and cost",
  timing: "Timing",
  routing: "Routing",
  replay: "Ask another model",
  details: "Details",
  duration: "Duration",
  firstToken: "First token",
  inOnePiece: "Answered in one piece",
  noToken: "No token arrived",
  noPrice: "no price",
  facts: {
    requestedModel: "Requested model",
    answeredBy: "Answered by",
    deployment: "Deployment",
    address: "Address",
    call: "Call",
    streamed: (call: string) => `${call}, streamed`,
    httpStatus: "HTTP status",
    started: "Started",
    ended: "Ended",
    cachedTokens: "Cached tokens",
    cached: (read: string, written: string) => `${read} read, ${written} written`,
    endUser: "End user",
    clientAddress: "Client address",
    client: "Client",
    requestId: "Request id",
    providersRequestId: "Provider's request id",
    callId: "Call id",
  },
} as const

/** What was asked and answered: as a conversation and as JSON. */
export const logBodiesWords = {
  label: "Request and response",
  conversation: "Conversation",
  requestTab: "Request JSON",
  responseTab: "Response JSON",
  wireTab: "Raw wire",
  requestJson: "request JSON",
  responseJson: "response JSON",
  noMessages: "No messages in these bodies. Their JSON is in the other tabs.",
  sideNotStored: "Nothing was stored for this side.",
  nothingToStore: "This request carried no body that could be stored.",
  notStored:
    "Prompts and answers are not stored, nor what went to the provider and came back. To keep those of new requests, set this in config.yaml and reload it:",
  setting: "setting",
} as const

/** The messages of a conversation. */
export const conversationWords = {
  label: "Conversation",
  reasoning: "Reasoning",
  calls: (tool: string) => `Calls ${tool}`,
  resultOf: (tool: string) => `Result of ${tool}`,
  /** A tool, and something attached, that say nothing of themselves. */
  tool: "tool",
  media: "media",
  emptyResult: "(empty)",
  inlineData: "inline data",
  about: (kind: string, kilobytes: number) => `${kind}, about ${kilobytes} KB`,
  showAll: (characters: string) => `Show all ${characters} characters`,
  showLess: "Show less",
} as const

/** The four bodies as they went over the wire, and their differences. */
export const logWireWords = {
  body: "Body",
  clientIn: "Client in",
  providerOut: "Provider out",
  providerIn: "Provider in",
  clientOut: "Client out",
  diffAsked: "Diff in → out",
  diffAnswered: "Diff back",
  clientAsked: "Client asked",
  providerAsked: "Provider was asked",
  providerAnswered: "Provider answered",
  clientAnswered: "Client was answered",
  posted: (url: string) => `POST ${url}`,
  status: (status: number | null) => `Status ${status ?? ""}`,
  requestId: (id: string) => `request ${id}`,
  fromCache: "The response cache answered: no provider was asked.",
  noProviderBodies: "The log has no provider's bodies of this request.",
  noProvider: "The request did not reach a provider.",
  sideNotStored: "Nothing was stored for this side.",
  oneSideMissing: "One of the two sides was not stored.",
  same: "Nothing was changed: both sides are the same.",
  askedChanges: "Changes to the question",
  answeredChanges: "Changes to the answer",
  dropped: "Dropped",
  added: "Added",
  changed: "Changed",
  lineByLine: (changes: string) => `${changes}, line by line`,
  /** Said before a line to those who do not see its colour. */
  lineRemoved: "removed: ",
  lineAdded: "added: ",
} as const

/** The arithmetic of a request's cost. */
export const logCostWords = {
  label: "Tokens and cost",
  part: "Part",
  tokensTimesPrice: "Tokens × price",
  sum: (tokens: string, perMillion: string) => `${tokens} × ${perMillion} / M`,
  kinds: {
    input: "Input",
    cacheRead: "Cached input, read",
    cacheWrite: "Cached input, written",
    audioInput: "Audio in",
    output: "Output",
    reasoning: "Reasoning",
    audioOutput: "Audio out",
  },
  otherParts: "Other parts",
  repriced: "Priced anew since",
  inAndOut: (input: string, output: string) => `${input} in, ${output} out`,
  billed: "Billed",
  reasoningTokens: (tokens: string) => `${tokens} of the output tokens were reasoning.`,
  fromCache: "From the cache",
  noProvider: "No provider was asked.",
  noProviderSaved: (cost: string) => `No provider was asked; ${cost} saved.`,
  estimated: "Estimated",
  estimatedText: "The provider reported no usage; the gateway counted the tokens.",
  noPrice: "No price",
  noPriceText: "Set {input} and {output} in the model's {info} to bill it.",
} as const

/** Where the time of a request went. */
export const logTimingWords = {
  limits: "Limits",
  queue: "Queue",
  gateway: "Gateway",
  stream: "Stream",
  responseCache: "Response cache",
  attempt: (number: number) => `Attempt ${number}`,
} as const
