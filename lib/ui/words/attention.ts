import { counted } from "./counted"
import { terms } from "./terms"

/** What somebody should look at, one line each: a title, and what is behind it. */
export const attentionWords = {
  /** What has a budget. */
  kinds: {
    key: terms.key,
    team: terms.team,
    user: terms.user,
    organization: terms.organization,
    customer: terms.customer,
    tag: terms.tag,
    provider: terms.provider,
    deployment: "Deployment",
    gateway: "Gateway",
  },
  /** `key, team, user and 4 more` */
  andMore: (names: string, more: number) => `${names} and ${more} more`,
  budget: {
    gateway: "The gateway",
    of: (kind: string, name: string) => `${kind} ${name}`,
    spent: (spent: string, max: string) => `${spent} of ${max}`,
    usedUp: (whose: string) => `${whose} has used up its budget`,
    used: (whose: string, share: string) => `${whose} has used ${share} of its budget`,
    startsAnew: (when: string) => `starts anew ${when}`,
    refused: "requests are refused until it is raised",
    usedUpAbout: (day: string) => `used up about ${day} at this pace`,
  },
  resting: {
    title: (model: string, provider: string) => `${model} at ${provider} is resting`,
    until: (when: string) => `asked again ${when}`,
  },
  /** Why a deployment failed, by the code of it. */
  failures: {
    upstream_rate_limited: "the provider's rate limit",
    upstream_auth: "the provider refused the credentials",
    upstream_timeout: "it did not answer in time",
    upstream_failed: "the provider failed",
    upstream_unavailable: "the provider is overloaded",
    upstream_unreachable: "it could not be reached",
    model_not_found: "the provider does not know the model",
  },
  failing: {
    withoutModel: "Requests without a model",
    title: (model: string, share: string) => `${model}: ${share} of requests fail`,
    count: (failures: string, requests: string) => `${failures} of ${requests}`,
  },
  expiry: {
    title: (key: string, when: string) => `Key ${key} expires ${when}`,
    detail: "Change its expiry, or give whoever uses it a new one.",
  },
  unpriced: {
    one: (model: string) => `${model} has no price`,
    many: (count: string) => `${count} models have no price`,
    oneDetail: "Its requests are logged at $0 and count against no budget.",
    manyDetail: (models: string) => `${models}: their requests are logged at $0 and count against no budget.`,
  },
  config: {
    oneIdle: "One setting is not in effect",
    manyIdle: (count: number) => `${count} settings are not in effect`,
    idleDetail: (settings: string) => `Accepted, and without effect in this release: ${settings}.`,
  },
  requests: {
    one: (who: string) => `${who} asks for a larger budget`,
    many: (count: string) => `${count} requests for a larger budget wait`,
    oneDetail: (subject: string, change: string) => `${subject}: ${change}`,
    manyDetail: (who: string) => `${who}: approve or decline them.`,
  },
  ledger: {
    title: "The ledger does not add up",
    detail: (when: string, sums: number) =>
      `The check ${when} found ${counted(sums, "sum that differs", "sums that differ")} from the request log.`,
  },
} as const
