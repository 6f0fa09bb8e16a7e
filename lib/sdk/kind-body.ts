import { GatewayError } from "#lib/core/errors"
import type { Kind, UploadedFile } from "#lib/wire/kinds"
import { measured, readText } from "#lib/wire/kinds-measure"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import type { MakeBody } from "./ask"

/** Makes requests of another kind than chat. `files` go with them as a form where the provider wants one. */
export function kindBody(kind: Kind, files: readonly UploadedFile[] = []): MakeBody {
  return ({ model, fields }) => ({
    text: "",
    json: { ...fields, model },
    model,
    stream: false,
    wantsUsage: false,
    dialect: openaiChat,
    chat() {
      throw new GatewayError("internal", "This request is no chat.")
    },
    other: {
      kind,
      fields,
      files,
      measured: measured(kind, fields, files),
      text: () => readText(kind, fields),
    },
  })
}
