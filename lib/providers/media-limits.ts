import { GatewayError } from "#lib/core/errors"

/** What may be fetched for a client, and how large an image it may send along. */
export interface MediaLimits {
  /** 0 = no images at all. */
  readonly maxBytes: number
  readonly timeoutMs: number
  /** Also http, and addresses of the gateway's own network. */
  readonly allowPrivate: boolean
}

const BYTES_PER_MB = 1024 * 1024
const MAX_SHOWN_CHARS = 120
/** LiteLLM's variable, in megabytes; 0 switches images off. It has 50 unless set, and asks it of fetched images only. */
const SIZE_VARIABLE = "MAX_IMAGE_URL_DOWNLOAD_SIZE_MB"
const PRIVATE_SETTING = "allow_private_image_urls"

export const DEFAULT_MEDIA_LIMITS: MediaLimits = { maxBytes: 20 * BYTES_PER_MB, timeoutMs: 10_000, allowPrivate: false }

/** The limits of a deployment with these parameters. Throws an Error when the environment's size is no number. */
export function mediaLimits(
  params: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string | undefined>>,
): MediaLimits {
  const allowPrivate = params[PRIVATE_SETTING] === true
  const said = env[SIZE_VARIABLE]?.trim() ?? ""
  const megabytes = Number(said)
  if (!(megabytes >= 0 && Number.isFinite(megabytes)))
    throw new Error(
      `${SIZE_VARIABLE} must be a number of megabytes, 0 or more; it is ${JSON.stringify(said.slice(0, 40))}`,
    )
  const maxBytes = said === "" ? DEFAULT_MEDIA_LIMITS.maxBytes : Math.floor(megabytes * BYTES_PER_MB)
  return { ...DEFAULT_MEDIA_LIMITS, maxBytes, allowPrivate }
}

/** The refusal of an address: the medium, the address without login and query, what is wrong, what to do. */
export function mediaRefusal(
  medium: string,
  url: string,
  { what, field }: { readonly what: string; readonly field: string },
): GatewayError {
  return refusal(`The ${medium} ${shownAddress(url)} ${what}. Send it as a data URL.`, field)
}

/** The refusal of an address inside the gateway's or a provider's own network. */
export function privateMedia(medium: string, url: string, field: string): GatewayError {
  const how = `Send it as a data URL, or set ${PRIVATE_SETTING}: true for this model.`
  return refusal(`The ${medium} ${shownAddress(url)} is at a private address, where nobody is sent. ${how}`, field)
}

/** The refusal of an image of too many bytes. `which` begins the sentence. */
export function tooLargeImage(which: string, { maxBytes }: MediaLimits, field: string): GatewayError {
  const limit = Number((maxBytes / BYTES_PER_MB).toFixed(3))
  const how = `Send a smaller one, or raise the limit: the environment variable ${SIZE_VARIABLE}.`
  return refusal(`${which} is larger than ${limit} MB. ${how}`, field)
}

/** The refusal of any image, when they are switched off. */
export function noImages(field: string): GatewayError {
  const how = "Leave it out, or set the variable to more than 0."
  return refusal(`Images are switched off: the environment variable ${SIZE_VARIABLE} is 0. ${how}`, field)
}

const refusal = (message: string, field: string): GatewayError =>
  new GatewayError("invalid_request", message, { param: field })

/** An address for an error: without login, query and fragment, cut. */
export function shownAddress(url: string): string {
  const [shown = ""] = url.replace(/\/\/[^/@\s]*@/, "//").split(/[?#]/, 1)
  return shown.slice(0, MAX_SHOWN_CHARS)
}
