import { expect, test } from "vitest"
import { clientTypes } from "./client-types"
import { resources } from "./index"
import { openApiDocument } from "./openapi"

const document = openApiDocument(resources, "1.2.3") as {
  openapi: string
  info: { version: string }
  paths: Record<
    string,
    Record<string, { operationId: string; parameters?: { name: string; in: string }[]; requestBody?: unknown }>
  >
  components: { schemas: Record<string, unknown> }
}

test("every endpoint is in the document, with its parameters or its body", () => {
  expect([document.openapi, document.info.version]).toEqual(["3.1.0", "1.2.3"])
  const endpoints = resources.flatMap((resource) => Object.values(resource.endpoints))
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods))
  expect(operations).toHaveLength(endpoints.length)
  expect(new Set(operations.map((operation) => operation.operationId)).size).toBe(endpoints.length)
  for (const endpoint of endpoints) {
    const operation = document.paths[endpoint.path.replace(/:([^/]+)/g, "{$1}")]?.[endpoint.method.toLowerCase()]
    expect(operation, endpoint.path).toBeDefined()
    expect(operation?.requestBody !== undefined, endpoint.path).toBe(endpoint.method !== "GET")
  }
  expect(document.paths["/spend/logs/{request_id}"]?.get?.parameters?.[0]).toMatchObject({
    name: "request_id",
    in: "path",
  })
})

test("every reference leads somewhere", () => {
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
    ([, name]) => name ?? "",
  )
  expect(refs.length).toBeGreaterThan(5)
  for (const name of refs) expect(Object.keys(document.components.schemas)).toContain(name)
})

test("an answer may gain fields, a request may not have unknown ones", () => {
  const schema = JSON.stringify(document.paths["/key/block"])
  expect(schema).toContain('"additionalProperties":false')
  expect(JSON.stringify(document.components.schemas.LogRow)).not.toContain('"additionalProperties":false')
})

test("the typed client has each route, and each shape once", () => {
  const text = clientTypes(resources)
  expect(text).toContain('"POST /key/generate": { input: KeyGenerateInput; output: KeyGenerateOutput }')
  expect(text).toContain('"POST /key/block": { input: KeyBlockInput; output: KeyView }')
  expect(text.match(/export type KeyView =/g)).toHaveLength(1)
  const names = [...text.matchAll(/export type (\w+) =/g)].map(([, name]) => name)
  expect(new Set(names).size).toBe(names.length)
})
