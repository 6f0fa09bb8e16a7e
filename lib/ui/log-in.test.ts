import { expect, it } from "vitest"
import type { SsoReason } from "#lib/sso/sso-error"
import { safeNext, ssoHref, ssoMessage } from "./log-in"

it("goes back to the page the visitor came from", () => {
  expect(safeNext("/ui/logs?status=failure")).toBe("/ui/logs?status=failure")
  expect(safeNext("/ui")).toBe("/ui")
})

it("goes to the overview for anything that is not a page of the dashboard", () => {
  const bad = [
    null,
    undefined,
    "",
    "/",
    "//evil.example",
    "/\\evil.example",
    "https://evil.example/ui/",
    "javascript:alert(1)",
  ]
  for (const next of [...bad, "/ui//evil.example", "/uix", "/ui/login?next=/ui/keys", "/key/list"]) {
    expect(safeNext(next)).toBe("/ui")
  }
})

it("has words for every reason a single sign-on fails with, and shows nobody else's", () => {
  const reasons: Record<SsoReason, true> = {
    sso_off: true,
    sso_expired: true,
    sso_denied: true,
    sso_failed: true,
    sso_unreachable: true,
    sso_nobody: true,
    sso_group: true,
    sso_domain: true,
    sso_email: true,
    sso_unverified: true,
    sso_blocked: true,
  }
  for (const reason of Object.keys(reasons)) expect(ssoMessage(reason)).toMatch(/^[A-Z].{20,}\.$/)
  for (const other of [null, undefined, "", "constructor", "Call 0800 123", "<b>"]) expect(ssoMessage(other)).toBeNull()
})

it("takes the page that was asked for along to the issuer", () => {
  expect(ssoHref("google", "/ui/logs?a=b&c=d")).toBe(
    "/sso/key/generate?provider=google&next=%2Fui%2Flogs%3Fa%3Db%26c%3Dd",
  )
})
