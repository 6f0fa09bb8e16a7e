import { GatewayError } from "#lib/core/errors"
import type { Incoming } from "#lib/core/http"
import type { FileStore, FileWriter, StoredFile } from "./file-store"
import { boundaryOf, readMultipart } from "./multipart"
import type { Owner } from "./owner"

/** OpenAI's, for files that are uploaded. */
const PURPOSES = ["assistants", "batch", "fine-tune", "vision", "user_data", "evals"]
const FORM_BYTES = 64 * 1024
const MAX_FIELDS = 50
const MAX_NAME_CHARS = 300
const MIN_LIFE_SECONDS = 3600
const MAX_LIFE_SECONDS = 30 * 24 * 3600

export interface UploadRules {
  readonly maxFileBytes: number
  /** Without the dot, small letters; empty allows all. */
  readonly allowedExtensions: readonly string[]
  readonly blockedExtensions: readonly string[]
}

export interface Upload {
  readonly files: FileStore
  readonly owner: Owner
  readonly rules: UploadRules
  /** Milliseconds since the epoch. */
  readonly now: number
}

/**
 * A multipart upload, written as it comes. Throws 400 naming the field, 413, or `client_closed`; nothing is left behind then.
 */
export async function receiveUpload(req: Incoming, upload: Upload): Promise<StoredFile> {
  const boundary = boundaryOf(req.headers.get("content-type"))
  const declared = Number(req.headers.get("content-length") ?? 0)
  if (declared > upload.rules.maxFileBytes + FORM_BYTES) throw tooLarge(upload.rules)
  const form = new Form(upload)
  try {
    const body = req.stream(upload.rules.maxFileBytes + FORM_BYTES)
    for await (const event of readMultipart(body, boundary)) {
      if (event.kind === "part") await form.begin(event.name, event.filename)
      else if (event.kind === "data") await form.data(event.bytes)
      else form.end()
    }
    return await form.complete()
  } catch (e) {
    await form.discard()
    throw GatewayError.is(e) && e.kind === "body_too_large" ? tooLarge(upload.rules) : e
  }
}

/** The form as far as it has been read. */
class Form {
  readonly #upload: Upload
  readonly #fields = new Map<string, string>()
  #writer: FileWriter | null = null
  #filename = ""
  #field: { readonly name: string; text: Buffer[]; bytes: number } | null = null
  #parts = 0

  constructor(upload: Upload) {
    this.#upload = upload
  }

  async begin(name: string, filename: string | null): Promise<void> {
    if (++this.#parts > MAX_FIELDS)
      throw new GatewayError("invalid_request", `The form has more than ${MAX_FIELDS} parts.`)
    if (name !== "file") {
      this.#field = { name, text: [], bytes: 0 }
      return
    }
    if (this.#writer !== null) throw refused("file", "Send one `file` at a time.")
    this.#filename = nameOf(filename, this.#upload.rules)
    this.#writer = await this.#upload.files.begin(this.#upload.owner)
  }

  async data(bytes: Buffer): Promise<void> {
    const field = this.#field
    if (field !== null) {
      field.bytes += bytes.length
      if (field.bytes > FORM_BYTES) throw refused(field.name, `The field \`${field.name}\` is too long.`)
      field.text.push(bytes)
      return
    }
    const writer = this.#writer
    if (writer === null) return
    if (writer.bytes + bytes.length > this.#upload.rules.maxFileBytes) throw tooLarge(this.#upload.rules)
    await writer.write(bytes)
  }

  end(): void {
    const field = this.#field
    this.#field = null
    if (field !== null) this.#fields.set(field.name, Buffer.concat(field.text).toString("utf8"))
  }

  async complete(): Promise<StoredFile> {
    const writer = this.#writer
    if (writer === null) throw refused("file", "The field `file` is missing: send the file as a part with a file name.")
    if (writer.bytes === 0) throw refused("file", "The field `file` is empty.")
    const purpose = purposeOf(this.#fields.get("purpose"))
    const expiresAt = expiryOf(this.#fields, this.#upload.now)
    return writer.complete({ purpose, filename: this.#filename, expiresAt, targetModel: this.#targetModel() })
  }

  /** LiteLLM's `target_model_names`, as a text or as a list; the first counts. */
  #targetModel(): string | null {
    const names = this.#fields.get("target_model_names") ?? this.#fields.get("target_model_names[]")
    return names?.replaceAll("\0", "").split(",")[0]?.trim().slice(0, MAX_NAME_CHARS) || null
  }

  async discard(): Promise<void> {
    await this.#writer?.discard()
  }
}

function nameOf(given: string | null, { allowedExtensions, blockedExtensions }: UploadRules): string {
  const name = (given ?? "").replaceAll("\0", "").slice(0, MAX_NAME_CHARS) || "file"
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ""
  const allowed = allowedExtensions.length === 0 || allowedExtensions.includes(extension)
  if (allowed && !blockedExtensions.includes(extension)) return name
  const which = allowedExtensions.length === 0 ? "" : ` Allowed are: ${allowedExtensions.join(", ")}.`
  throw refused("file", `Files ending in \`.${extension}\` are not taken here.${which}`)
}

function purposeOf(purpose: string | undefined): string {
  const list = PURPOSES.join(", ")
  if (purpose === undefined) throw refused("purpose", `The field \`purpose\` is missing: one of ${list}.`)
  if (!PURPOSES.includes(purpose)) throw refused("purpose", `The field \`purpose\` must be one of ${list}.`)
  return purpose
}

function expiryOf(fields: ReadonlyMap<string, string>, now: number): Date | null {
  const given = fields.get("expires_after[seconds]")
  const anchor = fields.get("expires_after[anchor]")
  if (given === undefined && anchor === undefined) return null
  if (anchor !== "created_at") throw refused("expires_after", "The field `expires_after[anchor]` must be `created_at`.")
  const seconds = Number(given)
  if (!Number.isInteger(seconds) || seconds < MIN_LIFE_SECONDS || seconds > MAX_LIFE_SECONDS)
    throw refused(
      "expires_after",
      `The field \`expires_after[seconds]\` must be a whole number from ${MIN_LIFE_SECONDS} to ${MAX_LIFE_SECONDS}.`,
    )
  return new Date(now + seconds * 1000)
}

function tooLarge({ maxFileBytes }: UploadRules): GatewayError {
  const megabytes = Math.round((maxFileBytes / 1024 / 1024) * 1000) / 1000
  const say = `The file is larger than ${megabytes} MB. Send a smaller one, or raise general_settings.max_file_size_mb.`
  return new GatewayError("body_too_large", say, { param: "file" })
}

function refused(param: string, say: string): GatewayError {
  return new GatewayError("invalid_request", say, { param })
}
