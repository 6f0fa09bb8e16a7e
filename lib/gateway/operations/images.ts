import { kindOperation } from "#lib/gateway/kind-operation"
import { missing, needFile, needText, wrong } from "#lib/gateway/parse-kind"
import type { UploadedFile } from "#lib/wire/kinds"

const MAX_IMAGES = 10
const NUMBERS = ["n", "output_compression", "partial_images"]

/** OpenAI image generation. */
export const imageGenerations = kindOperation({
  id: "images.generations",
  callType: "aimage_generation",
  paths: ["/v1/images/generations", "/images/generations", "/openai/deployments/:model/images/generations"],
  rules: {
    kind: "images",
    numbers: NUMBERS,
    check(fields) {
      needText(fields, "prompt", "what the image should show")
      checkCount(fields.n)
    },
  },
})

/** OpenAI image edits: images as files of a form, or by address in JSON. */
export const imageEdits = kindOperation({
  id: "images.edits",
  callType: "aimage_edit",
  paths: ["/v1/images/edits", "/images/edits", "/openai/deployments/:model/images/edits"],
  rules: {
    kind: "imageEdits",
    numbers: NUMBERS,
    check(fields, files) {
      needText(fields, "prompt", "what should change")
      checkCount(fields.n)
      needImage(fields, files)
    },
  },
})

/** OpenAI image variations. */
export const imageVariations = kindOperation({
  id: "images.variations",
  callType: "aimage_variation",
  paths: ["/v1/images/variations", "/images/variations"],
  rules: {
    kind: "imageVariations",
    numbers: NUMBERS,
    defaultModel: "dall-e-2",
    check(fields, files) {
      checkCount(fields.n)
      needFile(files, "image")
    },
  },
})

function needImage(fields: Readonly<Record<string, unknown>>, files: readonly UploadedFile[]): void {
  const named = fields.images ?? fields.image
  if (Array.isArray(named) ? named.length > 0 : named !== undefined && named !== null) return
  if (!files.some(({ field }) => field === "image" || field === "images"))
    throw missing("image", "send it as a file of a multipart/form-data request")
  const empty = files.find(({ bytes }) => bytes.length === 0)
  if (empty !== undefined) throw wrong(empty.field, "a file that is not empty")
}

function checkCount(n: unknown): void {
  if (n === undefined || n === null) return
  if (typeof n !== "number" || !Number.isInteger(n) || n < 1 || n > MAX_IMAGES)
    throw wrong("n", `a whole number from 1 to ${MAX_IMAGES}`)
}
