/** The same question to another model. */
export const logReplayWords = {
  chooseModel: "Choose a model",
  paidBy: "Paid by",
  ask: "Ask again",
  needsKey: "You need a key of your own for this: make one first.",
  realRequest: "A real request: its provider bills it, and the log shows it.",
  noTokens: "This request used no tokens, so there is nothing to expect a cost from.",
  expectedCost: "Expected cost",
  expected: ({ cost, input, output, costThen }: Readonly<Record<"cost" | "input" | "output" | "costThen", string>>) =>
    `Expected: ${cost} for the same ${input} tokens in and ${output} out. This request cost ${costThen}.`,
  noExpectedCost: (reason: string) => `No expected cost: ${reason}`,
  workingOut: "Working out the expected cost…",
  noPrice: "no price",
  time: "Time",
  answerOf: (model: string) => `Answer of ${model}`,
  noText: "No text came back.",
  roleAsksNone: "Your role may look at requests and ask none.",
  kindNotAsked: (kind: string) => `Requests of the kind ${kind} cannot be asked again from here.`,
  questionNotKept:
    "The log has not kept the question. Turn on store_prompts_in_spend_logs, and new requests can be asked again.",
  questionCut: "The log has kept only the beginning of this long question.",
} as const
