import { counted } from "./counted"

/** Why a request went where it went, and each call to a provider. */
export const logRoutingWords = {
  fromCache: "The response cache had the answer: nobody was asked.",
  onlyOne: "Only one deployment serves this model: there was nothing to choose.",
  tries: (count: number) => `${count} tries were made.`,
  fellBack: (count: number) => `It fell back over ${counted(count, "model group", "model groups")}.`,
  chosenBy: (strategy: string, compares: string) => `by ${strategy}, which compares ${compares}`,
  candidatesOf: (model: string) => `Candidates of ${model}`,
  chosen: "chosen",
  chance: (percent: string) => `${percent} chance`,
  until: (time: string) => `until ${time}`,
  noAttempt: "The request did not reach a provider.",
  unknownDeployment: "unknown deployment",
  attemptFailed: "failed",
  attemptOk: "ok",
} as const
