import { createHash } from "node:crypto"
import { resources } from "#lib/admin/index"
import type { Reply } from "#lib/core/http"
import { operations } from "#lib/gateway/operations/index"
import { apiDocument } from "./api-document"
import { type DocumentedOperation, operationHtml, safe } from "./docs-operation"
import { DOCS_SCRIPT, DOCS_STYLE, DOCS_THEME } from "./docs-style"

const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`
const POLICY = `default-src 'none'; style-src ${hash(DOCS_STYLE)}; script-src ${hash(DOCS_THEME)} ${hash(DOCS_SCRIPT)}; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

let page: string | null = null

/** GET /docs: every path of the API on one page, by subject, with its fields and an example. Made once, from the same definitions as the document. */
export function docsPage(): Reply {
  page ??= html()
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": POLICY,
    "cache-control": "no-cache",
  }
  return { status: 200, headers, body: page }
}

interface Documented {
  readonly tags: readonly { readonly name: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> }
}

function html(): string {
  const document = apiDocument({ resources, operations, version: "" }) as unknown as Documented
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      // Aliases say of themselves what they are the same as.
      .filter(([, { description }]) => description?.startsWith("The same as") !== true)
      .map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
  const sections = document.tags
    .map(({ name }) => ({ name, members: all.filter(({ operation }) => operation.tags?.[0] === name) }))
    .filter(({ members }) => members.length > 0)
  const contents = sections
    .map(
      ({ name, members }) =>
        `<li><a href="#${anchor(name)}">${safe(titled(name))}</a> <span>${members.length}</span></li>`,
    )
    .join("")
  const listed = sections
    .map(
      ({ name, members }) =>
        `<section id="${anchor(name)}"><h2>${safe(titled(name))}</h2>${members.map((each) => operationHtml(each, document.components.schemas)).join("")}</section>`,
    )
    .join("")
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>API reference · Tollgate</title><link rel="icon" href="/logo.svg"><style>${DOCS_STYLE}</style><script>${DOCS_THEME}</script></head><body><header><a class="home" href="/ui">Tollgate</a><h1>API reference</h1><p>${all.length} endpoints. Send your key as <code>Authorization: Bearer sk-…</code>. The same as a document: <a href="/openapi.json">openapi.json</a>.</p><label>Search <input id="q" type="search" placeholder="chat, /key, budget …" autocomplete="off"></label><p id="none" role="status"></p></header><div class="columns"><nav aria-label="Subjects"><ul>${contents}</ul></nav><main>${listed}</main></div><script>${DOCS_SCRIPT}</script></body></html>`
}

const anchor = (name: string) => name.replaceAll(/[^\w-]/g, "-")
const titled = (name: string) => name.charAt(0).toUpperCase() + name.slice(1).replaceAll("_", " ")
