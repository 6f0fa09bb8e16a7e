import { readFileSync } from "node:fs"
import { Validator } from "@seriousme/openapi-schema-validator"
import { expect, it } from "vitest"
import { resources } from "#lib/admin/index"
import { operations } from "#lib/gateway/operations/index"
import { apiDocument } from "./api-document"
import { healthRoutes } from "./health"

const document = apiDocument({ resources, operations, version: "1.2.3" }) as {
  openapi: string
  paths: Record<string, Record<string, { operationId: string; requestBody?: unknown }>>
}
const shown = (path: string) => path.replace(/(?<=\/):(\w+)/g, "{$1}")

it("the document is valid OpenAPI 3.1, and the one that is served", async () => {
  const result = await new Validator().validate(JSON.parse(JSON.stringify(document)))
  expect(result).toMatchObject({ valid: true })
  expect(document.openapi).toMatch(/^3\.1\./)
  const served = JSON.parse(readFileSync(new URL("../../public/openapi.json", import.meta.url), "utf8"))
  expect(Object.keys(served.paths).sort()).toEqual(Object.keys(document.paths).sort())
})

it("every path and method that is served is in it, each by an id of its own", () => {
  const ids = Object.values(document.paths).flatMap((methods) => Object.values(methods).map((op) => op.operationId))
  expect(new Set(ids).size).toBe(ids.length)
  for (const op of operations)
    for (const path of op.paths) expect(document.paths[shown(path)]?.[op.method.toLowerCase()], path).toBeDefined()
  for (const { endpoints } of resources)
    for (const { path, method } of Object.values(endpoints))
      expect(document.paths[path.replace(/:([^/]+)/g, "{$1}")]?.[method.toLowerCase()], path).toBeDefined()
  for (const path of healthRoutes.keys()) expect(document.paths[path]?.get, path).toBeDefined()
})
