import {
  type AnswerDigest,
  argumentsOf,
  count,
  type Json,
  list,
  object,
  payloads,
  type RawReader,
  settingsOf,
  sorted,
  Turns,
  text,
  toolName,
} from "./raw-reader"

/** ai.google.dev/api/generate-content. */
export const readGemini: RawReader = {
  answer: (body) => digest([body]),
  stream: (events) => digest(payloads(events)),
  request(snakeOrCamel) {
    const body = camel(snakeOrCamel) as Json
    const turns = new Turns()
    const system = object(body.systemInstruction)
    for (const part of list(system.parts)) turns.say("system", text(part.text))
    for (const content of list(body.contents)) {
      const role = content.role === "model" ? "assistant" : "user"
      for (const part of list(content.parts)) readPart(turns, role, part)
    }
    const config = object(body.generationConfig)
    return {
      turns: turns.done(),
      tools: list(Array.isArray(body.tools) ? body.tools : [body.tools ?? {}]).flatMap((tool) =>
        Object.entries(tool).flatMap(([kind, value]) =>
          /^function_?declarations$/i.test(kind)
            ? list(value).map((f) =>
                toolName(f.name, f.parameters ?? f.parametersJsonSchema ?? f.parameters_json_schema),
              )
            : [kind],
        ),
      ),
      settings: settingsOf({
        max: config.maxOutputTokens,
        temperature: config.temperature,
        top_p: config.topP,
        stop: config.stopSequences,
        mime: config.responseMimeType,
      }),
    }
  },
}

/** Google takes both spellings of every field (protobuf's JSON); what a tool is given is not a field. */
function camel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camel)
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const spelled = name.replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase())
      return [
        spelled,
        /^(args|response|parameters|parametersJsonSchema|responseSchema)$/.test(spelled) ? inner : camel(inner),
      ]
    }),
  )
}

function readPart(turns: Turns, role: string, part: Json): void {
  const call = object(part.functionCall)
  const result = object(part.functionResponse)
  if (part.thought === true) return
  if (part.functionCall) turns.call(call.name, call.args)
  else if (part.functionResponse) turns.say(`result ${text(result.name)}`, JSON.stringify(sorted(result.response)))
  else if (typeof part.text === "string") turns.say(role, part.text)
  else if (part.inlineData ?? part.fileData) turns.media("media")
  else if (!part.thoughtSignature) turns.media(Object.keys(part).sort().join())
}

function digest(chunks: readonly Json[]): AnswerDigest {
  let said = ""
  let finish: unknown = null
  let usage: Json = {}
  let blocked = false
  const tools: { name: string; args: unknown }[] = []
  for (const chunk of chunks) {
    const candidate = list(chunk.candidates)[0] ?? {}
    if (object(chunk.promptFeedback).blockReason) blocked = true
    for (const part of list(object(candidate.content).parts)) {
      if (part.thought === true) continue
      said += text(part.text)
      const call = object(part.functionCall)
      if (part.functionCall) tools.push({ name: text(call.name), args: argumentsOf(call.args) })
    }
    if (candidate.finishReason) finish = candidate.finishReason
    if (chunk.usageMetadata) usage = { ...usage, ...object(chunk.usageMetadata) }
  }
  // A prompt that was blocked before it was counted used nothing.
  const counted = typeof usage.promptTokenCount === "number" || typeof usage.totalTokenCount === "number"
  const known = counted || blocked
  return {
    text: said,
    tools,
    finish: blocked && finish === null ? "content_filter" : finishOf(finish, tools.length > 0),
    promptTokens: known ? count(usage.promptTokenCount) + count(usage.toolUsePromptTokenCount) : null,
    completionTokens: known ? count(usage.candidatesTokenCount) + count(usage.thoughtsTokenCount) : null,
  }
}

function finishOf(reason: unknown, called: boolean): string | null {
  if (typeof reason !== "string") return null
  if (called && reason !== "MAX_TOKENS") return "tool_calls"
  if (reason === "MAX_TOKENS") return "length"
  return /^(SAFETY|RECITATION|BLOCKLIST|PROHIBITED_CONTENT|SPII|LANGUAGE|OTHER|MODEL_ARMOR|IMAGE_.*)$/.test(reason)
    ? "content_filter"
    : "stop"
}
