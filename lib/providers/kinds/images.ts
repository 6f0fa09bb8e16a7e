import { GatewayError } from "#lib/core/errors"
import type { Codec, FormPart, KindAnswer, KindRequest } from "#lib/wire/kinds"
import { providerError } from "#lib/wire/provider-error"
import { asObject, asObjects, asText, type Json } from "#lib/wire/read-json"
import { formParts } from "./form-parts"
import { imagesOf } from "./google"
import { readAnswer } from "./openai"

/** Ratios these APIs know, by the sizes OpenAI's clients ask for. */
const RATIOS: Readonly<Record<string, string>> = {
  "1024x1024": "1:1",
  "1792x1024": "16:9",
  "1024x1792": "9:16",
  "1536x1024": "3:2",
  "1024x1536": "2:3",
}

/** Fields that are OpenAI's alone. */
const OURS = new Set([
  "model",
  "n",
  "size",
  "quality",
  "style",
  "response_format",
  "user",
  "background",
  "moderation",
  "stream",
])

const extras = ({ fields }: KindRequest): Json =>
  Object.fromEntries(Object.entries(fields).filter(([name, value]) => !OURS.has(name) && value !== null))

function sizeOf(size: unknown): { width: number; height: number } | null {
  const match = /^(\d+)x(\d+)$/.exec(String(size ?? ""))
  return match === null ? null : { width: Number(match[1]), height: Number(match[2]) }
}

/** Stability's stable-image API (platform.stability.ai/docs/api-reference): a form in, one base64 image out. */
export const stability: Codec = {
  id: "stability-images",
  request(ask) {
    const { fields, files } = ask
    const ratio = RATIOS[String(fields.size)]
    const model = String(fields.model)
    const named: Json = {
      ...extras(ask),
      ...(ratio === undefined || files.length > 0 ? {} : { aspect_ratio: ratio }),
      ...(model.startsWith("sd3") && model !== "sd3" ? { model } : {}),
      ...(model.startsWith("sd3") && files.length > 0 ? { mode: "image-to-image" } : {}),
    }
    const form: FormPart[] = formParts({ fields: named, files })
    return { body: { form }, accept: "application/json" }
  },
  answer(from) {
    const body = readAnswer(from)
    const image = asText(body.image)
    return imagesOf(image === null || body.finish_reason === "CONTENT_FILTERED" ? [] : [image], null)
  },
  // One image a request.
  split: (ask) => Array.from({ length: Math.min(10, Number(ask.fields.n ?? 1) || 1) }, () => ask),
  join: (answers) => {
    const data = answers.flatMap(({ body }) => asObjects((body as Json).data))
    return { body: { ...(answers[0]?.body as Json), data }, usage: { units: { images: data.length } } }
  },
}

/** The path segment of Stability's generation for a model's name. */
export function stabilityPath(model: string): string {
  if (model.startsWith("sd3")) return "sd3"
  return /ultra/.test(model) ? "ultra" : "core"
}

/** fal.ai's synchronous endpoint (docs.fal.ai/model-endpoints/synchronous-requests): images come by address. */
export const falImages: Codec = {
  id: "fal-images",
  request(ask) {
    const { n, size } = ask.fields
    const image = sizeOf(size)
    const counted = n === undefined || n === null ? {} : { num_images: n }
    return { body: { json: { ...extras(ask), ...counted, ...(image === null ? {} : { image_size: image }) } } }
  },
  answer(from) {
    const body = readAnswer(from)
    const single = asObject(body.image)
    return byAddress(single === null ? asObjects(body.images) : [single])
  },
  error: providerError,
}

/** Black Forest Labs (docs.bfl.ai): a task is started, then asked for until it is ready. */
export const blackForestLabs: Codec = {
  id: "bfl-images",
  request(ask) {
    const { files } = ask
    const size = sizeOf(ask.fields.size)
    const input = files.find(({ field }) => field === "image")
    const json = {
      ...extras(ask),
      ...(size ?? {}),
      ...(input === undefined ? {} : { input_image: input.bytes.toString("base64") }),
    }
    return { body: { json } }
  },
  poll(from) {
    const body = readAnswer(from)
    const place = asText(body.polling_url)
    if (place !== null && asObject(body.result) === null) return place
    return /^(pending|processing|queued|task not found)$/i.test(asText(body.status) ?? "") ? "" : null
  },
  answer(from) {
    const body = readAnswer(from)
    const status = asText(body.status) ?? ""
    if (/moderated/i.test(status))
      throw new GatewayError("content_policy_violation", `The provider refused this request: ${status}.`)
    const sample = asText(asObject(body.result)?.sample)
    if (sample === null)
      throw new GatewayError("upstream_failed", `The provider made no image (${status.slice(0, 100) || "no status"}).`)
    return byAddress([{ url: sample }])
  },
}

/** Recraft (recraft.ai/docs): OpenAI's shape, without its newer fields. */
export const recraftImages: Codec = {
  id: "recraft-images",
  request({ fields, files }) {
    const { quality: _none, user: _unknown, ...rest } = fields
    return files.length === 0 ? { body: { json: rest } } : { body: { form: formParts({ fields: rest, files }) } }
  },
  answer(from) {
    const body = readAnswer(from)
    return { body, usage: { units: { images: asObjects(body.data).length } } }
  },
}

function byAddress(images: readonly Json[]): KindAnswer {
  const data = images.flatMap(({ url, file_data: inline }): Json[] => {
    const address = asText(url)
    if (address?.startsWith("data:")) return [{ b64_json: address.slice(address.indexOf(",") + 1) }]
    const base64 = asText(inline)
    return address !== null ? [{ url: address }] : base64 !== null ? [{ b64_json: base64 }] : []
  })
  if (data.length === 0) throw new GatewayError("upstream_failed", "The provider sent an answer without images.")
  return { body: { created: Math.floor(Date.now() / 1000), data }, usage: { units: { images: data.length } } }
}
