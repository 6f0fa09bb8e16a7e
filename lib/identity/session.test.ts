import { describe, expect, it } from "vitest"
import { sameSecret } from "#lib/core/ids"
import { LoginLimiter } from "./login-limit"
import {
  authOptions,
  type LoginDeps,
  readSession,
  SESSION_COOKIE,
  sameOrigin,
  sealSession,
  sessionSecretOf,
} from "./session"

const KEY = "sk-a-master-key-for-tests"
const secret = sessionSecretOf(KEY)

async function cookie(loggedInAt = Date.now(), sealedWith = secret) {
  return `theme=dark; ${SESSION_COOKIE}=${await sealSession({ id: "a-session", loggedInAt }, sealedWith)}; other=1`
}

describe("the session cookie", () => {
  it("is read back among other cookies", async () => {
    const loggedInAt = Date.now()
    expect(await readSession(await cookie(loggedInAt), secret)).toEqual({ id: "a-session", loggedInAt })
  })

  it("is void once the master key changed", async () => {
    expect(await readSession(await cookie(), sessionSecretOf("sk-another-master-key"))).toBeNull()
  })

  it("ends 12 hours after the login however often it was renewed", async () => {
    const hour = 3_600_000
    expect(await readSession(await cookie(Date.now() - 11 * hour), secret)).not.toBeNull()
    expect(await readSession(await cookie(Date.now() - 13 * hour), secret)).toBeNull()
  })

  it("is refused when it is missing, garbage or altered", async () => {
    const good = await cookie()
    const altered = good.replace(/.(?=; other)/, (last) => (last === "A" ? "Q" : "A"))
    for (const bad of [null, "", "a=b", `${SESSION_COOKIE}=`, `${SESSION_COOKIE}=a.b.c.d.e`, altered]) {
      expect(await readSession(bad, secret)).toBeNull()
    }
  })

  it("holds nothing of the master key", async () => {
    const text = `${await cookie()} ${secret}`
    expect(text).not.toContain(KEY)
    expect(text).not.toContain(Buffer.from(KEY).toString("base64url"))
  })
})

describe("logging in", () => {
  function setUp() {
    const limiter = new LoginLimiter({ now: () => 1_700_000_000_000 })
    const opened: (string | null)[] = []
    const deps: LoginDeps = {
      userOf: async (email, password) => (email === "a@example.com" && password === "right" ? "user-a" : null),
      openSession: async (userId) => `session-${opened.push(userId)}`,
      closeSession: async () => undefined,
      verifyMasterKey: (candidate) => sameSecret(candidate, KEY),
      sessionSecret: () => secret,
      limiter,
      clientIp: (req) => req.headers.get("x-test-ip") ?? "192.0.2.1",
    }
    const tryWith = async (given: Record<string, unknown>, ip: string) => {
      const req = new Request("http://localhost:4000/api/auth/callback/credentials", { headers: { "x-test-ip": ip } })
      const provider = authOptions(deps, req).providers[0]
      if (provider?.type !== "credentials") throw new Error("no credentials provider")
      const { authorize } = provider.options as { authorize: (given: unknown) => Promise<{ id: string } | null> }
      return (await authorize(given))?.id ?? null
    }
    const logIn = (masterKey: unknown, ip = "192.0.2.1") => tryWith({ masterKey }, ip)
    return { deps, opened, logIn, tryWith }
  }

  it("takes the master key and nothing else; each login is a session of its own", async () => {
    const { logIn, opened } = setUp()
    expect([await logIn(KEY), await logIn(KEY)]).toEqual(["session-1", "session-2"])
    expect(opened).toEqual([null, null])
    for (const wrong of [`${KEY}x`, KEY.slice(1), "", undefined, [KEY], { key: KEY }, "x".repeat(1_000_000)]) {
      expect(await logIn(wrong)).toBeNull()
    }
  })

  it("takes a user's email and password; a password is not compared with the master key", async () => {
    const { tryWith, opened } = setUp()
    const ip = "192.0.2.7"
    expect(await tryWith({ email: "a@example.com", password: "right" }, ip)).toBe("session-1")
    expect(opened).toEqual(["user-a"])
    for (const wrong of [
      { email: "a@example.com", password: "wrong" },
      { email: "b@example.com", password: "right" },
      { email: "a@example.com", password: KEY },
      { email: "a@example.com", password: "x".repeat(1000) },
      { email: "a@example.com" },
      {},
    ])
      expect(await tryWith(wrong, ip)).toBeNull()
  })

  it("counts passwords that are tried at once one by one", async () => {
    const { tryWith } = setUp()
    const wrong = { email: "a@example.com", password: "wrong" }
    await Promise.all(Array.from({ length: 10 }, () => tryWith(wrong, "192.0.2.8")))
    expect(await tryWith({ email: "a@example.com", password: "right" }, "192.0.2.8")).toBeNull()
  })

  it("refuses even the right key after ten wrong ones, and takes it from another address", async () => {
    const { logIn } = setUp()
    for (let i = 0; i < 10; i++) await logIn("wrong")
    expect(await logIn(KEY)).toBeNull()
    expect(await logIn(KEY, "192.0.2.2")).toBe("session-1")
  })

  it("marks its cookies HttpOnly and SameSite=Lax, and Secure exactly on https", () => {
    const { deps } = setUp()
    const flags = (url: string, headers = {}) => authOptions(deps, new Request(url, { headers })).cookies?.sessionToken
    expect(flags("http://10.0.0.5:4000/")).toEqual({
      name: "tollgate.session",
      options: { httpOnly: true, sameSite: "lax", path: "/", secure: false },
    })
    expect(flags("http://10.0.0.5:4000/", { "x-forwarded-proto": "https" })?.options.secure).toBe(true)
    expect(flags("https://gate.example/")?.options.secure).toBe(true)
  })

  it("never redirects away from the dashboard", async () => {
    const { deps } = setUp()
    const redirect = authOptions(deps, new Request("http://localhost/")).callbacks?.redirect
    for (const url of ["https://evil.example/ui/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]) {
      expect(await redirect?.({ url, baseUrl: "http://localhost" })).toBe("/ui")
    }
  })
})

describe("the same-origin rule for writes by cookie", () => {
  const ask = (headers: Record<string, string>, host = "gate.example:4000") => sameOrigin(new Headers(headers), host)

  it("takes our own pages", () => {
    expect(ask({ "sec-fetch-site": "same-origin" })).toBe(true)
    expect(ask({ origin: "http://gate.example:4000" })).toBe(true)
    expect(ask({ origin: "https://gate.example" }, "Gate.example")).toBe(true)
  })

  it("refuses other sites, sister subdomains, other ports and requests that say nothing", () => {
    expect(ask({ "sec-fetch-site": "cross-site", origin: "http://gate.example:4000" })).toBe(false)
    expect(ask({ "sec-fetch-site": "same-site" })).toBe(false)
    expect(ask({ origin: "http://gate.example:4001" })).toBe(false)
    expect(ask({ origin: "http://evil.example" })).toBe(false)
    expect(ask({ origin: "null" })).toBe(false)
    expect(ask({})).toBe(false)
  })
})
