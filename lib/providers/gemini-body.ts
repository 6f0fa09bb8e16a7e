import { withPresets } from "#lib/wire/gemini/generation-config"

/**
 * The last word on a body for Google, which refuses fields it does not know: the model is in the path, the method's name says whether
 * it streams, and presets of the deployment stand where Gemini has them.
 */
export function geminiBody(body: Record<string, unknown>, call: { readonly model: string }): Record<string, unknown> {
  const { model: _model, stream: _stream, stream_options: _options, ...rest } = body
  return withPresets(rest, call.model)
}
