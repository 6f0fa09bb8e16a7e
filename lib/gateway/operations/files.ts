import { Cancel } from "#lib/core/cancel"
import { GatewayError } from "#lib/core/errors"
import { json } from "#lib/core/http"
import type { StoredFile } from "#lib/files/file-store"
import { receiveUpload } from "#lib/files/receive-upload"
import type { RawOperation } from "#lib/gateway/operation"
import { ownerOf } from "#lib/gateway/owner-of"
import { pageQuery } from "#lib/gateway/page-query"
import { madeAtProvider, removeCopies } from "#lib/gateway/provider-files"
import { queryOf } from "#lib/gateway/query-of"
import type { Runtime } from "#lib/gateway/runtime"
import type { Caller } from "#lib/identity/caller"
import { openaiChat } from "#lib/wire/openai-chat/dialect"

const MAX_LISTED = 10_000

const pathsOf = (rest: string) => [`/v1/files${rest}`, `/files${rest}`, `/openai/v1/files${rest}`]

/** POST /v1/files: a multipart upload, kept as it comes. */
export const uploadFile: RawOperation = {
  kind: "raw",
  id: "files.create",
  callType: "acreate_file",
  method: "POST",
  paths: pathsOf(""),
  dialect: openaiChat,
  async reply(rt, caller, _params, req) {
    const file = await receiveUpload(req, {
      files: rt.files,
      owner: ownerOf(caller),
      rules: rt.rules.uploads,
      now: rt.clock.now(),
    })
    return json(200, fileObject(file))
  },
}

/** GET /v1/files: the caller's own, the newest first. */
export const listFiles: RawOperation = {
  kind: "raw",
  id: "files.list",
  callType: "afile_list",
  method: "GET",
  paths: pathsOf(""),
  dialect: openaiChat,
  async reply(rt, caller, _params, req) {
    const page = pageQuery(req, { limit: MAX_LISTED, most: MAX_LISTED })
    const purpose = queryOf(req).get("purpose") || null
    const { files, more } = await rt.files.list(ownerOf(caller), { ...page, purpose })
    return json(200, {
      object: "list",
      data: files.map(fileObject),
      first_id: files[0]?.id ?? "",
      last_id: files.at(-1)?.id ?? "",
      has_more: more,
    })
  },
}

/** GET /v1/files/{id}. */
export const retrieveFile: RawOperation = {
  kind: "raw",
  id: "files.retrieve",
  callType: "afile_retrieve",
  method: "GET",
  paths: pathsOf("/:file_id"),
  dialect: openaiChat,
  async reply(rt, caller, params, req) {
    const made = await madeAtProvider(rt, caller, { id: params.file_id, path: "", signal: req.signal })
    return made ?? json(200, fileObject(await ownFile(rt, caller, params.file_id)))
  },
}

/** GET /v1/files/{id}/content: its bytes. */
export const fileContent: RawOperation = {
  kind: "raw",
  id: "files.content",
  callType: "afile_content",
  method: "GET",
  paths: pathsOf("/:file_id/content"),
  dialect: openaiChat,
  async reply(rt, caller, params, req) {
    const made = await madeAtProvider(rt, caller, { id: params.file_id, path: "/content", signal: req.signal })
    if (made !== null) return made
    const file = await ownFile(rt, caller, params.file_id)
    const name = encodeURIComponent(file.filename.toWellFormed()).replace(
      /['()*]/g,
      (c) => `%${c.charCodeAt(0).toString(16)}`,
    )
    const headers = {
      "content-type": "application/octet-stream",
      "content-length": String(file.bytes),
      "content-disposition": `attachment; filename*=UTF-8''${name}`,
    }
    return { status: 200, headers, body: rt.files.content(file) }
  },
}

/** DELETE /v1/files/{id}. */
export const deleteFile: RawOperation = {
  kind: "raw",
  id: "files.delete",
  callType: "afile_delete",
  method: "DELETE",
  paths: pathsOf("/:file_id"),
  dialect: openaiChat,
  async reply(rt, caller, params) {
    const file = await ownFile(rt, caller, params.file_id)
    await rt.files.remove(ownerOf(caller), file.id)
    await removeCopies(rt, file.id, new Cancel())
    return json(200, { id: file.id, object: "file", deleted: true })
  },
}

/** A file of the caller's. Throws 404: somebody else's is as if it were not there. */
export async function ownFile(
  rt: Runtime,
  caller: Caller,
  id: string | undefined,
  param = "file_id",
): Promise<StoredFile> {
  const file = id === undefined || id.includes("\0") ? null : await rt.files.find(ownerOf(caller), id)
  if (file === null)
    throw new GatewayError("not_found", `There is no file ${(id ?? "").slice(0, 100)}. GET /v1/files lists yours.`, {
      param,
    })
  return file
}

/** OpenAI's file object. */
function fileObject(file: StoredFile): Record<string, unknown> {
  const { expiresAt } = file
  return {
    id: file.id,
    object: "file",
    bytes: file.bytes,
    created_at: Math.floor(file.createdAt.getTime() / 1000),
    ...(expiresAt === null ? {} : { expires_at: Math.floor(expiresAt.getTime() / 1000) }),
    filename: file.filename,
    purpose: file.purpose,
    status: "processed",
  }
}
