import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { scratchDatabase } from "#lib/db/scratch"
import { hashPassword, verifyPassword } from "./password"
import { closeSession, openSession, SESSION_MS, sessionCaller, userOfPassword } from "./sessions"

let scratch: Awaited<ReturnType<typeof scratchDatabase>>
const NOW = Date.parse("2026-03-10T15:20:00Z")

beforeAll(async () => {
  scratch = await scratchDatabase()
  const { db } = scratch
  const password = await hashPassword("correct horse battery")
  for (const [id, email] of [
    ["ada", "Ada@Example.com"],
    ["bob", "bob@example.com"],
  ] as const) {
    await db.sql`insert into accounts (kind, id, profile) values ('user', ${id}, ${db.sql.json({ user_email: email, user_role: "internal_user" })})`
    await db.sql`insert into logins (user_id, password, changed_at) values (${id}, ${password}, now())`
  }
})
afterAll(() => scratch.drop())

const open = (userId: string | null, nowMs = NOW) =>
  openSession(scratch.db, { userId, ip: "192.0.2.1", userAgent: "test", nowMs })

describe("a session", () => {
  it("is whose it was opened for, with their role of now", async () => {
    const [admin, ada] = [await open(null), await open("ada")]
    expect(await sessionCaller(scratch.db, admin, NOW)).toMatchObject({
      kind: "session",
      role: "proxy_admin",
      keyId: "master",
    })
    expect(await sessionCaller(scratch.db, ada, NOW)).toMatchObject({
      role: "internal_user",
      person: { userId: "ada" },
    })
    await scratch.db.sql`update accounts set profile = profile || '{"user_role":"proxy_admin_viewer"}' where id = 'ada'`
    expect(await sessionCaller(scratch.db, ada, NOW)).toMatchObject({ role: "proxy_admin_viewer" })
  })

  it("is none after the log-out: a copied cookie does not outlive it (S23)", async () => {
    const [mine, other] = [await open("ada"), await open("ada")]
    await closeSession(scratch.db, mine)
    expect(await sessionCaller(scratch.db, mine, NOW)).toBeNull()
    expect(await sessionCaller(scratch.db, other, NOW)).not.toBeNull()
  })

  it("ends after 12 hours, and with its user", async () => {
    const id = await open("bob")
    expect(await sessionCaller(scratch.db, id, NOW + SESSION_MS - 1)).not.toBeNull()
    expect(await sessionCaller(scratch.db, id, NOW + SESSION_MS)).toBeNull()
    await scratch.db.sql`update accounts set blocked = true where id = 'bob'`
    expect(await sessionCaller(scratch.db, id, NOW)).toBeNull()
    expect(await userOfPassword(scratch.db, "bob@example.com", "correct horse battery")).toBeNull()
  })

  it("is in the database by its hash only, and swept out once it ended", async () => {
    const id = await open("ada")
    expect(JSON.stringify(await scratch.db.sql`select * from sessions`)).not.toContain(id)
    await open("ada", NOW + 2 * SESSION_MS)
    expect(
      await scratch.db.sql`select 1 from sessions where expires_at <= ${new Date(NOW + 2 * SESSION_MS)}`,
    ).toHaveLength(0)
  })
})

describe("a password", () => {
  it("opens with the email in any case, and with nothing else", async () => {
    expect(await userOfPassword(scratch.db, " ada@EXAMPLE.com", "correct horse battery")).toBe("ada")
    for (const [email, password] of [
      ["ada@example.com", "correct horse batterY"],
      ["ada@example.com", ""],
      ["nobody@example.com", "correct horse battery"],
      ["%", "correct horse battery"],
    ] as const)
      expect(await userOfPassword(scratch.db, email, password)).toBeNull()
  })

  it("is stored as a salted hash of its own each time", async () => {
    const [a, b] = [await hashPassword("the same twice"), await hashPassword("the same twice")]
    expect(a).not.toBe(b)
    expect(a).toMatch(/^scrypt\$16384\$8\$1\$/)
    expect([await verifyPassword(a, "the same twice"), await verifyPassword(null, "the same twice")]).toEqual([
      true,
      false,
    ])
  })
})
