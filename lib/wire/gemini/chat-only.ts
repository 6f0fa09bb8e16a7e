import { GatewayError } from "#lib/core/errors"
import type { ChatRequest, ChatTool } from "../chat"

/** Google's web searches, under their names of various years. */
const SEARCHES = new Set(["googleSearch", "googleSearchRetrieval", "enterpriseWebSearch"])
/** Bookkeeping and filters at Google: other providers have no word for them and answer without. */
const SILENT = ["labels", "modelArmorConfig", "store"]
/** Service tiers that mean the same elsewhere. */
const TIERS = new Set(["flex", "priority"])

/**
 * A Gemini client's request in terms that any chat model understands, for providers that do not speak Gemini: a search becomes
 * `web_search_options`, unless the client offers functions beside it, which make it an offer. Throws 400 naming what only Google can do.
 */
export function chatOnly(chat: ChatRequest): ChatRequest {
  const { cachedContent, serviceTier, ...rest } = chat
  if (cachedContent !== undefined && cachedContent !== null)
    throw elsewhere("cachedContent", "`cachedContent`", "Send the contents themselves")
  const out: ChatRequest = { ...rest }
  for (const field of SILENT) delete out[field]
  const tier = String(serviceTier ?? "").toLowerCase()
  if (TIERS.has(tier)) out.service_tier = tier
  const tools = chat.tools ?? []
  const functions = tools.filter((tool) => tool.function)
  const others = tools.filter((tool) => !tool.function)
  const wrong = others.find(({ type }) => !SEARCHES.has(nameOf(type)))
  if (wrong) throw elsewhere("tools", `the tool \`${nameOf(wrong.type)}\``, "Offer a function that does the same")
  if (others.length === 0) return out
  delete out.tools
  if (functions.length > 0) out.tools = functions
  else out.web_search_options = {}
  return out
}

const nameOf = (type: ChatTool["type"]): string => type ?? ""

function elsewhere(param: string, what: string, instead: string): GatewayError {
  const message = `This model's provider does not speak Gemini, so ${what} cannot be used with it. ${instead}, or choose a Gemini model.`
  return new GatewayError("unsupported_params", message, { param })
}
