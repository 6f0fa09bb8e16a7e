/** OpenAI's address of a realtime session with this model (platform.openai.com/docs/guides/realtime-websocket). */
export function openaiRealtime({ model }: { readonly model: string }): string {
  return `/realtime?model=${encodeURIComponent(model)}`
}
