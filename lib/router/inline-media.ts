import type { CancelSignal } from "#lib/core/cancel"
import { GatewayError } from "#lib/core/errors"
import { fetchImage } from "#lib/providers/fetch-image"
import { DEFAULT_MEDIA_LIMITS, type MediaLimits } from "#lib/providers/media-limits"
import type { ChatMessage, ChatRequest, ContentPart } from "#lib/wire/chat"
import type { ChatBody } from "./chat-body"

const MAX_IMAGES = 20

/** What was fetched for a request, for its next try. */
const fetched = new WeakMap<ChatBody, ChatBody>()

/** The request with every image that was given by address inside it, as a data URL. The same object when there is none. */
export async function withInlineMedia(
  body: ChatBody,
  signal: CancelSignal,
  limits: MediaLimits = DEFAULT_MEDIA_LIMITS,
): Promise<ChatBody> {
  const before = fetched.get(body)
  if (before !== undefined) return before
  const chat = body.chat()
  const urls = new Set(
    chat.messages.flatMap(({ content }) => (Array.isArray(content) ? content.flatMap(remoteUrl) : [])),
  )
  if (urls.size === 0) return body
  if (urls.size > MAX_IMAGES)
    throw new GatewayError("invalid_request", `The request names more than ${MAX_IMAGES} images by address.`, {
      param: "messages",
    })
  const images = new Map<string, string>()
  const fetchOne = async (url: string) => {
    const { contentType, bytes } = await fetchImage(url, limits, signal)
    images.set(url, `data:${contentType};base64,${bytes.toString("base64")}`)
  }
  await Promise.all([...urls].map(fetchOne))
  const inlined: ChatRequest = { ...chat, messages: chat.messages.map((message) => inlinedMessage(message, images)) }
  const made: ChatBody = { ...body, chat: () => inlined }
  fetched.set(body, made)
  return made
}

function remoteUrl({ image_url: image }: ContentPart): string[] {
  const url = typeof image === "string" ? image : image?.url
  return url !== undefined && /^https?:/i.test(url) ? [url] : []
}

function inlinedMessage(message: ChatMessage, images: ReadonlyMap<string, string>): ChatMessage {
  if (!Array.isArray(message.content)) return message
  const content = message.content.map((part) => {
    const [url] = remoteUrl(part)
    const inline = url === undefined ? undefined : images.get(url)
    return inline === undefined ? part : { ...part, image_url: { ...part.image_url, url: inline } }
  })
  return { ...message, content }
}
