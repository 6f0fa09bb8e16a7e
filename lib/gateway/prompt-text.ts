/** All text of a request that a model reads: message contents, system prompts, tool definitions. For counting only. */
export function promptText(body: Readonly<Record<string, unknown>>): string {
  const parts: string[] = []
  collect(body.system, parts)
  collect(body.messages, parts)
  collect(body.instructions, parts)
  collect(body.input, parts)
  if (body.messages === undefined) collect(body.prompt, parts)
  if (body.tools !== undefined) parts.push(JSON.stringify(body.tools))
  return parts.join("\n")
}

/** Text members only: images and audio are not text and are not counted. */
function collect(value: unknown, parts: string[]): void {
  if (typeof value === "string") parts.push(value)
  else if (Array.isArray(value)) for (const item of value) collect(item, parts)
  else if (typeof value === "object" && value !== null) {
    const {
      role,
      content,
      text,
      thinking,
      tool_calls: calls,
      arguments: args,
      output,
    } = value as Record<string, unknown>
    if (typeof role === "string") parts.push(role)
    collect(content, parts)
    collect(text, parts)
    collect(thinking, parts)
    collect(args, parts)
    collect(output, parts)
    if (calls !== undefined && calls !== null) parts.push(JSON.stringify(calls))
  }
}
