import type { Kind } from "#lib/wire/kinds"
import { answerKind } from "./answer-kind"
import { askModel } from "./ask"
import { Call } from "./call"
import type { FileInput } from "./file-input"
import type { Hidden } from "./hidden"
import { kindBody } from "./kind-body"
import type { CallOptions } from "./options"
import { upload } from "./upload"

/** OpenAI's image parameters. */
export interface ImageOptions extends CallOptions {
  prompt: string
  n?: number | null | undefined
  size?: string | null | undefined
  quality?: string | null | undefined
  style?: string | null | undefined
  response_format?: "url" | "b64_json" | null | undefined
}

/** Images to change, and how. */
export interface ImageEditOptions extends ImageOptions {
  image: FileInput | readonly FileInput[]
  mask?: FileInput | undefined
}

/** An image to vary. */
export interface ImageVariationOptions extends Omit<ImageOptions, "prompt"> {
  model: string
  image: FileInput
}

/** Images, each by address or as base64. */
export type ImageResponse = {
  created: number
  data: { url?: string | null; b64_json?: string | null; revised_prompt?: string | null; [field: string]: unknown }[]
  [field: string]: unknown
} & Hidden

/** Makes images of a description. Throws as `completion` does. */
export async function imageGeneration(options: ImageOptions): Promise<ImageResponse> {
  const call = new Call("image_generation", options)
  return answerKind<ImageResponse>(call, () => askModel(call, kindBody("images")))
}

/** Changes images as the prompt says; `mask` marks where. */
export async function imageEdit({ image, mask, ...options }: ImageEditOptions): Promise<ImageResponse> {
  const images = (Array.isArray(image) ? image : [image]) as readonly FileInput[]
  const given = images.map((each) => ["image", each] as const)
  return withFiles(
    "imageEdits",
    options as CallOptions,
    mask === undefined ? given : [...given, ["mask", mask] as const],
  )
}

/** Makes images like the given one. */
export async function imageVariation({ image, ...options }: ImageVariationOptions): Promise<ImageResponse> {
  return withFiles("imageVariations", options as CallOptions, [["image", image]])
}

function withFiles(
  kind: Kind,
  options: CallOptions,
  files: readonly (readonly [field: string, file: FileInput])[],
): Promise<ImageResponse> {
  const call = new Call(kind === "imageEdits" ? "image_edit" : "image_variation", options)
  return answerKind<ImageResponse>(call, async () => {
    const read = await Promise.all(files.map(([field, file]) => upload(field, file, `${field}.png`)))
    return askModel(call, kindBody(kind, read))
  })
}
