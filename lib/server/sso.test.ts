import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Harness, harness } from "#lib/testing/harness"
import { type MockIssuer, type Spoiled, startMockIssuer } from "#lib/testing/mock-issuer"
import { cookieOf, reasonOf, SSO_BASE, SsoVisitor, ssoClient, ssoPerson } from "#lib/testing/sso-visitor"

let issuer: MockIssuer
let h: Harness
let v: SsoVisitor
const visitor = (on: Harness) => new SsoVisitor(on)

beforeAll(async () => {
  issuer = await startMockIssuer()
  const GENERIC_ROLE_MAPPINGS_ROLES = '{"proxy_admin": ["admins"], "internal_user": ["developers"]}'
  h = await harness({
    env: { ...ssoClient(issuer), GENERIC_ROLE_MAPPINGS_ROLES },
    yaml: "litellm_settings: {default_internal_user_params: {max_budget: 7, budget_duration: 30d, models: [ok]}}",
  })
  v = visitor(h)
})
afterAll(async () => {
  await h.close()
  await issuer.close()
})
beforeEach(() => {
  issuer.person = ssoPerson("person-1")
  issuer.profile = {}
})
afterEach(() => {
  issuer.spoiled = null
  issuer.failing = null
})

describe("logging in at an issuer", () => {
  it("goes off with PKCE, state and nonce, to the address PROXY_BASE_URL names, whatever the request says", async () => {
    const off = await h.send("GET", "/sso/key/generate", undefined, {
      key: null,
      headers: { host: "evil.example", "x-forwarded-host": "evil.example" },
    })
    const { origin, searchParams } = new URL(off.headers.location ?? "")
    expect(origin).toBe(issuer.url)
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: "code",
      client_id: issuer.clientId,
      redirect_uri: `${SSO_BASE}/sso/callback`,
      scope: "openid email profile",
      code_challenge_method: "S256",
    })
    for (const name of ["state", "nonce", "code_challenge"]) expect(searchParams.get(name)?.length).toBeGreaterThan(20)
    expect(off.headers["set-cookie"]).toMatch(
      /^tollgate\.sso=[^;]+; Path=\/sso; Max-Age=600; HttpOnly; SameSite=Lax; Secure$/,
    )
    expect(off.headers["set-cookie"]).not.toContain(searchParams.get("state"))
  })

  it("makes the user with the defaults of new users, and a session that ends like any other", async () => {
    issuer.person = ssoPerson("new-1", { groups: ["developers"] })
    const answer = await v.loggedIn()
    expect([answer.status, answer.headers.location]).toEqual([303, "/ui"])
    expect(answer.headers["set-cookie"]).toMatch(
      /^tollgate\.session=[^;]+; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure$/,
    )
    expect(await v.me(answer)).toMatchObject({
      user_id: "new-1",
      user_email: "new-1@example.com",
      user_alias: "Name of new-1",
      user_role: "internal_user",
      sso_user_id: "new-1",
      max_budget: 7,
      models: ["ok"],
    })
    const sessions = await v.get("/session/list", cookieOf(answer))
    const [session] = sessions.json.sessions as { id: string }[]
    const headers = { cookie: cookieOf(answer), "sec-fetch-site": "same-origin" }
    const ended = await h.send("POST", "/session/revoke", { id: session?.id }, { key: null, headers })
    expect(ended.status).toBe(200)
    expect((await v.get("/user/info", cookieOf(answer))).status).toBe(401)
  })

  it("finds the user again, by the issuer's id although the address is another one now", async () => {
    issuer.person = ssoPerson("again")
    await v.loggedIn()
    issuer.person = ssoPerson("again", { email: "married@example.com" })
    expect((await v.me(await v.loggedIn())).user_id).toBe("again")
  })

  it("takes claims of the userinfo endpoint, and believes what is signed where both say something", async () => {
    issuer.person = { sub: "thin", email: "thin@example.com", email_verified: true }
    issuer.profile = { name: "Thin", groups: ["admins"], email: "other@example.com" }
    expect(await v.me(await v.loggedIn())).toMatchObject({
      user_alias: "Thin",
      user_role: "proxy_admin",
      user_email: "thin@example.com",
    })
  })

  it("goes to the page that was asked for, when it is one of ours, and nowhere else", async () => {
    const to = async (next: string) => (await v.loggedIn(`?next=${encodeURIComponent(next)}`)).headers.location
    expect(await to("/ui/logs?status=failed")).toBe("/ui/logs?status=failed")
    for (const next of [
      "https://evil.example/ui",
      "//evil.example/ui",
      "/ui/../../evil",
      "/ui\\..\\..",
      "/uievil",
      "/ui/%0d%0aset-cookie:x",
      "javascript:alert(1)",
    ])
      expect(await to(next)).toMatch(/^\/ui(?:$|\/%0d)/i)
  })

  it("is in the audit log: who was made, by whom, with what", async () => {
    issuer.person = ssoPerson("audited")
    await v.loggedIn()
    const { json } = await h.send("GET", "/audit?object_id=audited")
    const [row] = json.audit_logs as Record<string, unknown>[]
    expect(row).toMatchObject({
      action: "created",
      changed_by: "sso",
      table_name: "LiteLLM_UserTable",
      object_id: "audited",
    })
    expect(JSON.stringify(h.logged)).not.toContain(issuer.clientSecret)
  })
})

describe("what comes back from an issuer is checked", () => {
  const spoiled: Spoiled[] = [
    "nonce",
    "audience",
    "expired",
    "issuer",
    "algorithm none",
    "unknown key",
    "another key",
    "no id token",
  ]
  it.each(spoiled)("an id token with a fault logs nobody in: %s", async (fault) => {
    issuer.person = ssoPerson(`spoiled-${spoiled.indexOf(fault)}`)
    issuer.spoiled = fault
    const answer = await v.loggedIn()
    expect([reasonOf(answer), answer.headers["set-cookie"]]).toEqual(["sso_failed", undefined])
    expect((await h.send("GET", `/v2/user/info?user_id=${issuer.person.sub}`)).status).toBe(404)
    issuer.spoiled = null
    expect(reasonOf(await v.loggedIn())).toBeNull()
  })

  it("a state that is not the one this browser left with logs nobody in", async () => {
    const [mine, other] = [await v.gone(), await v.gone()]
    const path = `${mine.back.pathname}${mine.back.search}`
    expect(reasonOf(await v.get(path, other.cookie))).toBe("sso_expired")
    expect(reasonOf(await v.get(path))).toBe("sso_expired")
    expect(reasonOf(await v.get(path, "tollgate.sso=garbage"))).toBe("sso_expired")
    expect(reasonOf(await v.get(path.replace(/state=[^&]*/, "state="), mine.cookie))).toBe("sso_expired")
  })

  it("a code is good once, and only with the secret that its login began with", async () => {
    const { cookie, back } = await v.gone()
    const path = `${back.pathname}${back.search}`
    expect(reasonOf(await v.get(path, cookie))).toBeNull()
    expect(reasonOf(await v.get(path, cookie))).toBe("sso_failed")
    const [mine, other] = [await v.gone(), await v.gone()]
    const stolen = mine.back.searchParams.get("code") ?? ""
    other.back.searchParams.set("code", stolen)
    expect(reasonOf(await v.get(`${other.back.pathname}${other.back.search}`, other.cookie))).toBe("sso_failed")
  })

  it("the session's cookie is no login under way, nor the other way round", async () => {
    const answer = await v.loggedIn()
    const { back, cookie } = await v.gone()
    const swapped = cookieOf(answer).replace("tollgate.session", "tollgate.sso")
    expect(reasonOf(await v.get(`${back.pathname}${back.search}`, swapped))).toBe("sso_expired")
    expect((await v.get("/user/info", cookie.replace("tollgate.sso", "tollgate.session"))).status).toBe(401)
  })

  it("says in the visitor's words that they stopped, that the issuer fails, that nobody is named", async () => {
    const { cookie, back } = await v.gone()
    const state = back.searchParams.get("state") ?? ""
    expect(reasonOf(await v.get(`/sso/callback?error=access_denied&state=${state}`, cookie))).toBe("sso_denied")
    expect(reasonOf(await v.get(`/sso/callback?error=server_error&state=${state}`, cookie))).toBe("sso_failed")
    issuer.failing = 500
    expect(reasonOf(await v.loggedIn())).toBe("sso_failed")
    expect(reasonOf(await v.get("/sso/key/generate?provider=google"))).toBe("sso_off")
  })
})

describe("other ways it can be configured", () => {
  async function configured(env: Record<string, string>, yaml?: string) {
    return harness({ env, database: h.db, ...(yaml === undefined ? {} : { yaml }) })
  }

  it("ALLOWED_EMAIL_DOMAINS and a restricted group keep others out", async () => {
    const only = "general_settings: {ui_access_mode: {type: restricted_sso_group, restricted_sso_group: staff}}"
    const other = await configured({ ...ssoClient(issuer), ALLOWED_EMAIL_DOMAINS: "example.com, example.org" }, only)
    const reason = async (claims: Record<string, unknown>) => {
      issuer.person = ssoPerson("guest", { groups: ["staff"], ...claims })
      return reasonOf(await visitor(other).loggedIn())
    }
    expect(await reason({ email: "guest@evil.example" })).toBe("sso_domain")
    expect(await reason({ email: "guest@sub.example.com" })).toBe("sso_domain")
    expect(await reason({ email_verified: false })).toBe("sso_unverified")
    expect(await reason({ groups: ["visitors"] })).toBe("sso_group")
    expect(await reason({})).toBeNull()
    await other.close()
  })

  it("LiteLLM's three endpoints work without an issuer: the userinfo endpoint says who it is, no unchecked token does", async () => {
    const { GENERIC_ISSUER: _, ...rest } = ssoClient(issuer)
    const other = await configured({
      ...rest,
      GENERIC_AUTHORIZATION_ENDPOINT: `${issuer.url}/authorize`,
      GENERIC_TOKEN_ENDPOINT: `${issuer.url}/token`,
      GENERIC_USERINFO_ENDPOINT: `${issuer.url}/userinfo`,
      GENERIC_USER_ID_ATTRIBUTE: "account.login",
      GENERIC_USER_ROLE_ATTRIBUTE: "litellm_role",
      GENERIC_TRUST_EMAIL: "true",
    })
    issuer.profile = { account: { login: "by-userinfo" }, email: "u@example.com", litellm_role: "proxy_admin_viewer" }
    expect(await visitor(other).me(await visitor(other).loggedIn())).toMatchObject({
      user_id: "by-userinfo",
      user_email: "u@example.com",
      user_role: "proxy_admin_viewer",
    })
    await other.close()
  })

  it("says what is missing: in the findings, on /sso/readiness, and serves on without", async () => {
    const broken = await configured({ GOOGLE_CLIENT_ID: "id", PROXY_BASE_URL: "gateway.example.com" })
    const ready = await visitor(broken).get("/sso/readiness")
    expect([ready.status, ready.json.missing_environment_variables]).toEqual([503, ["GOOGLE_CLIENT_SECRET"]])
    expect(ready.json).toMatchObject({ status: "unhealthy", sso_configured: true, provider: "google" })
    const { json } = await broken.send("GET", "/config/findings")
    const said = (json.findings as { where: string; message: string }[]).map(
      ({ where, message }) => `${where} ${message}`,
    )
    expect(said.join("\n")).toMatch(/GOOGLE_CLIENT_SECRET .*set GOOGLE_CLIENT_SECRET[\s\S]*PROXY_BASE_URL .*https:/)
    expect(reasonOf(await visitor(broken).get("/sso/key/generate"))).toBe("sso_off")
    await broken.close()
    expect((await v.get("/sso/readiness")).json).toMatchObject({
      status: "healthy",
      sso_configured: true,
      provider: "generic",
    })
    const away = await configured({ ...ssoClient(issuer), GENERIC_ISSUER: "http://127.0.0.1:1" })
    expect(reasonOf(await visitor(away).get("/sso/key/generate"))).toBe("sso_unreachable")
    await away.close()
  })

  it("/fallback/login leads to the login page that waits", async () => {
    expect((await v.get("/fallback/login")).headers.location).toBe("/ui/login?fallback=1")
  })
})
