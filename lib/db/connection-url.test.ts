import { expect, it } from "vitest"
import { redact } from "#lib/core/log"
import { readConnectionUrl } from "./connection-url"

it("a URL written for LiteLLM's Prisma works: what Postgres does not know is translated or left out", () => {
  const read = readConnectionUrl(
    "postgresql://llm:pw@db:5432/litellm?connection_limit=20&pool_timeout=30&schema=gateway&sslmode=require&connect_timeout=7",
  )
  expect(read.url).toBe("postgresql://llm:pw@db:5432/litellm?search_path=gateway")
  expect(read.options).toMatchObject({ ssl: "require", connect_timeout: 7 })
  expect(read.maxConnections).toBe(20)
})

it("settings that Postgres does know stay in the URL", () => {
  expect(readConnectionUrl("postgres://u:p@h/d?work_mem=8MB").url).toBe("postgres://u:p@h/d?work_mem=8MB")
})

it("a pooler in transaction mode gets no prepared statements", () => {
  const read = readConnectionUrl("postgres://u:p@h/d?pgbouncer=true")
  expect(read.pooled).toBe(true)
  expect(read.options.prepare).toBe(false)
})

it("certificates are checked when the URL asks for it", () => {
  expect(readConnectionUrl("postgres://u:p@h/d?sslmode=verify-full").options.ssl).toBe("verify-full")
  expect(readConnectionUrl("postgres://u:p@h/d?sslmode=disable").options.ssl).toBe(false)
})

it("several hosts are the driver's to try", () => {
  expect(readConnectionUrl("postgres://u:p@a:5432,b:5433/d").url).toBe("postgres://u:p@a:5432,b:5433/d")
})

it("a URL that cannot be read is not repeated in the error", () => {
  for (const url of ["postgres://u:hunter2#x@host:abc/d", "mysql://u:hunter2@h/d", "hunter2"]) {
    let message = ""
    try {
      readConnectionUrl(url)
    } catch (e) {
      message = String(e)
    }
    expect(message).toMatch(/must begin with|percent-encoded/)
    expect(message).not.toContain("hunter2")
  }
})

it("the password never reaches a log again, encoded or not", () => {
  readConnectionUrl("postgres://u:correct%40horse@h/d")
  expect(redact("tried correct@horse and correct%40horse")).toBe("tried [redacted] and [redacted]")
})
