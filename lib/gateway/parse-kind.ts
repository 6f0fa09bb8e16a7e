import { GatewayError } from "#lib/core/errors"
import type { KindCall } from "#lib/router/chat-body"
import { logged } from "#lib/router/logged-answer"
import type { Dialect } from "#lib/wire/dialect"
import type { Kind, KindAnswer, UploadedFile } from "#lib/wire/kinds"
import { measured, readText } from "#lib/wire/kinds-measure"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import type { Parsed } from "./operation"
import { endUserOf, modelOf, parseObject, routingOf, tagsOf } from "./parse-request"
import { readForm } from "./read-form"
import { refuseRedirects } from "./refuse-redirects"

type Fields = Record<string, unknown>

/** What an endpoint of another kind expects. */
export interface KindRules {
  readonly kind: Kind
  /** Throws 400 naming the field that is missing or wrong. */
  check(fields: Fields, files: readonly UploadedFile[]): void
  /** Used when the client names no model. */
  readonly defaultModel?: string
  readonly dialect?: Dialect
  /** Fields that are numbers or true/false, for forms, where everything is text. */
  readonly numbers?: readonly string[]
  /** Answers in the gateway for models whose provider has no such API. */
  otherwise?(fields: Fields): Promise<KindAnswer>
}

/** JSON or multipart body of one of the other kinds → parsed request. Throws 400 naming the field and what to do. */
export async function parseKind(
  rules: KindRules,
  bytes: Buffer,
  { contentType, pathModel }: { contentType: string | null; pathModel: string | null },
): Promise<Parsed> {
  const form = /^multipart\/form-data/i.test(contentType ?? "")
  const { fields, files } = form
    ? await readForm(bytes, contentType ?? "")
    : { fields: parseObject(bytes.toString("utf8")), files: [] }
  refuseRedirects(fields)
  if (form) typed(fields, rules.numbers ?? [])
  const model = modelOf({ model: rules.defaultModel, ...fields }, pathModel)
  rules.check(fields, files)
  const json = { ...(logged(fields) as Fields), model }
  const other = kindCall(rules, fields, files)
  return {
    body: {
      text: JSON.stringify(json),
      json,
      model,
      stream: fields.stream === true,
      wantsUsage: false,
      dialect: rules.dialect ?? openaiChat,
      chat: () => {
        throw new GatewayError("internal", "This request is no chat.")
      },
      other,
    },
    maxTokens: null,
    answers: 1,
    endUser: endUserOf(fields),
    tags: tagsOf(fields),
    routing: routingOf(fields),
  }
}

function kindCall(rules: KindRules, all: Fields, files: readonly UploadedFile[]): KindCall {
  const { model: _model, ...fields } = all
  const { kind, otherwise } = rules
  return {
    kind,
    fields,
    files,
    measured: measured(kind, fields, files),
    text: () => readText(kind, fields),
    ...(otherwise === undefined ? {} : { otherwise: () => otherwise(fields) }),
  }
}

/** A form's text as the JSON it stands for. */
function typed(fields: Fields, numbers: readonly string[]): void {
  for (const name of ["stream", ...numbers]) {
    const value = fields[name]
    if (typeof value !== "string") continue
    if (value === "true" || value === "false") fields[name] = value === "true"
    else if (value.trim() !== "" && Number.isFinite(Number(value))) fields[name] = Number(value)
  }
}

/** 400 for a field that is missing. */
export function missing(param: string, what: string): GatewayError {
  return new GatewayError("invalid_request", `The field \`${param}\` is missing: ${what}.`, { param })
}

/** 400 for a field that is wrong. */
export function wrong(param: string, must: string): GatewayError {
  return new GatewayError("invalid_request", `The field \`${param}\` must be ${must}.`, { param })
}

/** Throws 400 unless the field is a text that says something. */
export function needText(fields: Readonly<Fields>, param: string, what: string): void {
  const value = fields[param]
  if (value === undefined || value === null) throw missing(param, what)
  if (typeof value !== "string" || value.trim() === "") throw wrong(param, "a text that is not empty")
}

/** Throws 400 unless a file of this name came with the form. */
export function needFile(files: readonly UploadedFile[], param: string): void {
  const file = files.find(({ field }) => field === param)
  if (file === undefined) throw missing(param, `send it as a file of a multipart/form-data request`)
  if (file.bytes.length === 0) throw wrong(param, "a file that is not empty")
}
