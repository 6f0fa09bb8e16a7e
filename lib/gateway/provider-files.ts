import { randomBytes } from "node:crypto"
import { Readable } from "node:stream"
import type { CancelSignal } from "#lib/core/cancel"
import { GatewayError } from "#lib/core/errors"
import type { Reply } from "#lib/core/http"
import type { StoredFile } from "#lib/files/file-store"
import type { Owner } from "#lib/files/owner"
import type { Caller } from "#lib/identity/caller"
import type { Deployment } from "#lib/router/deployment"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import { asText, type Json } from "#lib/wire/read-json"
import { ownerOf } from "./owner-of"
import { addressOf, askAccount, deploymentHolding, jsonFromAccount } from "./provider-account"
import type { Runtime } from "./runtime"

/** What is sent to a provider as a file. */
export interface Upload {
  readonly filename: string
  readonly purpose: string
  readonly bytes: number
  readonly content: AsyncIterable<Uint8Array>
}

/** Sends a file to a provider, piece by piece; its file object. Throws the provider's refusal. */
export function uploadToAccount(
  rt: Pick<Runtime, "sender">,
  deployment: Deployment,
  { filename, purpose, bytes, content }: Upload,
  signal: CancelSignal,
): Promise<Json> {
  const boundary = `tollgate-${randomBytes(16).toString("hex")}`
  const name = filename.replaceAll('"', "%22").replaceAll("\r", "%0D").replaceAll("\n", "%0A")
  const head = Buffer.from(
    `--${boundary}\r\ncontent-disposition: form-data; name="purpose"\r\n\r\n${purpose}\r\n` +
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n` +
      "content-type: application/octet-stream\r\n\r\n",
  )
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`)
  async function* form(): AsyncGenerator<Uint8Array> {
    yield head
    yield* content
    yield tail
  }
  return jsonFromAccount(rt, deployment, {
    method: "POST",
    path: "/files",
    body: Readable.from(form(), { objectMode: false }),
    headers: {
      "content-type": `multipart/form-data; boundary=${boundary}`,
      "content-length": String(head.length + bytes + tail.length),
    },
    signal,
  })
}

/** What of a caller's files goes where. */
export interface CopyInput {
  readonly owner: Owner
  readonly deployment: Deployment
  readonly file: StoredFile
  readonly signal: CancelSignal
}

/** The provider's id of one of our files; it is sent there when it never was. */
export async function copyAtProvider(rt: Runtime, { owner, deployment, file, signal }: CopyInput): Promise<string> {
  const address = addressOf(deployment)
  if (address === null) throw new GatewayError("internal", "A file was to be copied to where there are none.")
  const copies = await rt.objects.copiesOf(file.id)
  const there = copies.find((copy) => copy.address === address)
  if (there !== undefined) return there.id
  const { filename, purpose, bytes } = file
  const made = await uploadToAccount(
    rt,
    deployment,
    { filename, purpose, bytes, content: rt.files.content(file) },
    signal,
  )
  const id = asText(made.id)
  if (id === null) throw new GatewayError("upstream_failed", "The provider took the file and gave it no id.")
  await rt.objects.bind(owner, { kind: "file", id, deploymentId: deployment.id, address, localId: file.id })
  return id
}

/** Deletes what providers have of one of our files. Never throws: what stays there is named in the log. */
export async function removeCopies(rt: Runtime, localId: string, signal: CancelSignal): Promise<void> {
  for (const copy of await rt.objects.copiesOf(localId)) {
    const deployment = deploymentHolding(rt, copy)
    try {
      if (deployment !== null) {
        const path = `/files/${encodeURIComponent(copy.id)}`
        await (await askAccount(rt, deployment, { method: "DELETE", path, signal })).body.readAll(1024 * 1024)
      }
    } catch (e) {
      rt.log.warn("a deleted file's copy could not be deleted at its provider", { file: copy.id, error: String(e) })
    }
    await rt.objects.remove("file", copy.id)
  }
}

/** A file that a provider made for the caller (the results of a fine-tuning job), as it has it; null when it is no such file. */
export async function madeAtProvider(
  rt: Runtime,
  caller: Caller,
  {
    id = "",
    path,
    signal,
  }: { readonly id: string | undefined; readonly path: "" | "/content"; readonly signal: CancelSignal },
): Promise<Reply | null> {
  // What is ours is told by its id, without a look.
  if (OURS.test(id) || id.includes("\0")) return null
  const made = await rt.objects.find(ownerOf(caller), "file", id)
  const deployment = made === null || made.localId !== null ? null : deploymentHolding(rt, made)
  if (deployment === null) return null
  const asked = { method: "GET", path: `/files/${encodeURIComponent(id)}${path}`, signal } as const
  const upstream = await askAccount(rt, deployment, asked)
  const body = await upstream.body.readAll(MAX_RESULT_BYTES)
  if (upstream.status >= 300) throw openaiChat.toHub.error(upstream.status, body.toString("utf8"))
  const type = path === "" ? "application/json" : "application/octet-stream"
  return { status: 200, headers: { "content-type": type }, body }
}

/** As `FileStore` makes them. */
const OURS = /^file-[0-9a-f]{32}$/
const MAX_RESULT_BYTES = 256 * 1024 * 1024
