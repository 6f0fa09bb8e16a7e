import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { openCatalog } from "#lib/catalog/catalog"
import { RegisteredCatalog } from "#lib/catalog/register"
import { openSender, type Sender } from "#lib/providers/send"

/** The table lies beside the sources, and in the package one folder away from the bundle. */
const TABLES = ["../catalog/models.json", "../lib/catalog/models.json"]

let catalogMade: RegisteredCatalog | null = null
let senderMade: Sender | null = null

/** The price table and what `registerModel` added; read on first need. */
export function catalog(): RegisteredCatalog {
  catalogMade ??= new RegisteredCatalog(openCatalog(tableFile()))
  return catalogMade
}

/** The connections of this process to providers. Idle ones do not keep it alive. */
export function sender(): Sender {
  senderMade ??= openSender()
  return senderMade
}

/** Closes every connection; the next call opens new ones. */
export async function closeSender(): Promise<void> {
  const open = senderMade
  senderMade = null
  await open?.close()
}

function tableFile(): string {
  const files = TABLES.map((path) => fileURLToPath(new URL(path, import.meta.url)))
  const found = files.find((file) => existsSync(file))
  if (found === undefined) throw new Error("the package is not complete: lib/catalog/models.json is missing")
  return found
}
