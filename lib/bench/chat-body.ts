import body from "./chat-body.json" with { type: "json" }

/** The model name the bench asks for; the gateway's config maps it to the bench upstream. */
export const benchModel: string = body.model

/** The fixed request as JSON text: six messages, about 1 KB; the streaming one asks for usage as agents do. */
export function chatBody(stream: boolean): string {
  return JSON.stringify(stream ? { ...body, stream: true, stream_options: { include_usage: true } } : body)
}
