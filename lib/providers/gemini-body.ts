/** Google refuses fields it does not know: the model is in the path, and the method's name says whether it streams. */
export function withoutRouting(body: Record<string, unknown>): Record<string, unknown> {
  const { model: _model, stream: _stream, stream_options: _options, ...rest } = body
  return rest
}
