import type { Deployment } from "./deployment"
import { routingFacts } from "./routing-facts"

/**
 * The deployments a request's tags allow. `!tag` keeps a deployment out, `&tag` is required, any of the others must match
 * (all of them, unless `matchAny`). A request without tags, or whose tags match nobody, gets the deployments tagged
 * `default`; a request without tags, where there are none, gets everybody.
 */
export function taggedFor(
  deployments: readonly Deployment[],
  tags: readonly string[],
  matchAny: boolean,
): readonly Deployment[] {
  const tagsOf = (deployment: Deployment) => routingFacts(deployment).tags
  const banned = tags.filter((tag) => tag.startsWith("!")).map((tag) => tag.slice(1))
  const required = tags.filter((tag) => tag.startsWith("&")).map((tag) => tag.slice(1))
  const wanted = tags.filter((tag) => !/^[!&]/.test(tag))
  const allowed = deployments.filter((deployment) => {
    const own = tagsOf(deployment)
    return !banned.some((tag) => own.includes(tag)) && required.every((tag) => own.includes(tag))
  })
  if (wanted.length === 0 && required.length > 0) return allowed
  if (wanted.length > 0) {
    const matching = allowed.filter((deployment) => {
      const own = tagsOf(deployment)
      return matchAny ? wanted.some((tag) => own.includes(tag)) : wanted.every((tag) => own.includes(tag))
    })
    if (matching.length > 0) return matching
  }
  const fallback = allowed.filter((deployment) => tagsOf(deployment).includes("default"))
  if (fallback.length > 0) return fallback
  return wanted.length > 0 ? [] : allowed
}
