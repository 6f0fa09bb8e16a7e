import { type LookupAddress, lookup } from "node:dns"
import type { LookupFunction } from "node:net"
import { Agent, request } from "undici"
import { abortSignalOf, type CancelSignal } from "#lib/core/cancel"
import { GatewayError } from "#lib/core/errors"
import { imageType } from "./image-type"
import { type MediaLimits, mediaRefusal, noImages, privateMedia, shownAddress, tooLargeImage } from "./media-limits"
import { isPrivateAddress, isPrivateHost } from "./private-address"

export interface FetchedImage {
  readonly contentType: string
  readonly bytes: Buffer
}

const MAX_REDIRECTS = 3

/**
 * Fetches an image a client named by address, for providers that take bytes only. https alone; the name is resolved once and
 * the connection goes to that very address, so that nobody can point it elsewhere in between; addresses of private networks are
 * refused, behind redirects too. Nothing of the gateway's is sent along. Throws `invalid_request` saying what was wrong.
 */
export async function fetchImage(url: string, limits: MediaLimits, signal: CancelSignal): Promise<FetchedImage> {
  if (limits.maxBytes === 0) throw noImages(FIELD)
  const agent = new Agent({
    connections: 1,
    connect: { timeout: limits.timeoutMs, lookup: guarded(limits) },
    headersTimeout: limits.timeoutMs,
    bodyTimeout: limits.timeoutMs,
  })
  const late = AbortSignal.timeout(limits.timeoutMs)
  try {
    return await follow(url, { agent, limits, signal: AbortSignal.any([abortSignalOf(signal), late]) })
  } catch (e) {
    if (GatewayError.is(e)) throw e
    if (signal.aborted) throw new GatewayError("client_closed", "The client closed the connection.")
    if (e instanceof PrivateAddress || (e as { cause?: unknown }).cause instanceof PrivateAddress) throw refused(url)
    const why = late.aborted ? `within ${limits.timeoutMs / 1000} s` : `(${codeOf(e)})`
    throw bad(url, `could not be fetched ${why}`)
  } finally {
    void agent.destroy()
  }
}

interface Fetching {
  readonly agent: Agent
  readonly limits: MediaLimits
  readonly signal: AbortSignal
}

async function follow(start: string, { agent, limits, signal }: Fetching): Promise<FetchedImage> {
  let url = start
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    const place = checked(url, limits)
    const headers = { accept: "image/*", "accept-encoding": "identity", "user-agent": "tollgate" }
    const { statusCode, headers: got, body } = await request(place, { dispatcher: agent, signal, headers })
    // A body that is given up reports that as an error, to whoever listens; nobody would otherwise.
    body.on("error", () => undefined)
    const { location } = got
    if (statusCode >= 300 && statusCode < 400 && typeof location === "string") {
      body.destroy()
      if (!URL.canParse(location, place)) throw bad(start, "redirects to an address that is none")
      url = new URL(location, place).href
      continue
    }
    if (statusCode !== 200) {
      body.destroy()
      throw bad(start, `could not be fetched: its server answered ${statusCode}`)
    }
    const parts: Buffer[] = []
    let total = 0
    for await (const part of body as AsyncIterable<Buffer>) {
      total += part.length
      if (total > limits.maxBytes) throw tooLargeImage(`The image ${shownAddress(start)}`, limits, FIELD)
      parts.push(part)
    }
    const bytes = Buffer.concat(parts)
    const contentType = imageType(bytes)
    if (contentType === null) throw bad(start, "is not an image (PNG, JPEG, GIF or WebP)")
    return { contentType, bytes }
  }
  throw bad(start, "redirects too often")
}

/** A URL that may be asked. Literal addresses and private names are judged here: they are never looked up. */
function checked(text: string, { allowPrivate }: MediaLimits): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !/^https?:$/.test(url.protocol)) throw bad(text, "is not an https address")
  if (url.username !== "" || url.password !== "") throw bad(text, "holds a login")
  if (allowPrivate) return url
  if (url.protocol !== "https:") throw bad(text, "is not an https address")
  if (isPrivateHost(url.hostname)) throw refused(text)
  return url
}

class PrivateAddress extends Error {}

/** A lookup that gives the connection only addresses it may have; one private address among them refuses the name. */
function guarded({ allowPrivate }: MediaLimits): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (e, found: LookupAddress[]) => {
      if (e !== null) return done(e, "", 4)
      if (!allowPrivate && found.some(({ address }) => isPrivateAddress(address)))
        return done(new PrivateAddress("a private address"), "", 4)
      const [first] = found
      if (first === undefined) return done(new Error("no address"), "", 4)
      if (options.all === true) return (done as unknown as (e: null, all: LookupAddress[]) => void)(null, found)
      done(null, first.address, first.family)
    })
  }
}

const FIELD = "messages"
const refused = (url: string): GatewayError => privateMedia("image", url, FIELD)
const bad = (url: string, what: string): GatewayError => mediaRefusal("image", url, { what, field: FIELD })

const codeOf = (e: unknown): string => String((e as { code?: unknown }).code ?? "connection failed")
