import { modelVersion } from "#lib/wire/gemini/types"
import { regionHint, VERTEX_LOCATIONS } from "./known-regions"
import type { Given } from "./provider"

const DEFAULT_LOCATION = "us-central1"
const GLOBAL_SINCE = 3 // Gemini's models are served worldwide first from this version on

/** The location of the deployment or of the environment; else where the model is served first. */
export function locationOf({ params, env, model }: Given): string {
  const named =
    text(params.vertex_location) ??
    text(params.vertex_ai_location) ??
    text(env.VERTEXAI_LOCATION) ??
    text(env.VERTEX_LOCATION) ??
    text(env.GOOGLE_CLOUD_LOCATION)
  return named ?? (modelVersion(model) >= GLOBAL_SINCE ? "global" : DEFAULT_LOCATION)
}

/**
 * A region's host, a multi-region's, or the worldwide one. Throws an Error for a location nobody knows; one that is newer than the
 * list goes with an address of its own.
 */
export function vertexHost(location: string, { params, env }: Given): string {
  if (location === "global") return "https://aiplatform.googleapis.com"
  if (location === "us" || location === "eu") return `https://aiplatform.${location}.rep.googleapis.com`
  const own = Boolean(params.api_base ?? env.VERTEXAI_API_BASE) && /^[a-z0-9-]+$/.test(location)
  if (!own && !VERTEX_LOCATIONS.includes(location)) {
    const hint = regionHint(location, VERTEX_LOCATIONS, "us-central1, europe-west4 or global")
    const newer = "For a newer one set api_base as well"
    throw new Error(`vertex_location "${location.slice(0, 40)}" is no region of Vertex AI. ${hint} ${newer}.`)
  }
  return `https://${location}-aiplatform.googleapis.com`
}

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined)
