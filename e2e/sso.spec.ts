import { createServer } from "node:net"
import { expect, test } from "playwright/test"
import { type MockIssuer, startMockIssuer } from "#lib/testing/mock-issuer"
import { removeDataDir, type SpawnedGateway, spawnGateway } from "#lib/testing/spawn-gateway"
import { logIn } from "./log-in"
import { expectAccessible, expectFits } from "./looks"

let issuer: MockIssuer
let gateway: SpawnedGateway

test.beforeAll(async () => {
  test.setTimeout(90_000)
  issuer = await startMockIssuer()
  const port = await freePort()
  gateway = await spawnGateway({
    yaml: "model_list: []",
    args: ["--port", String(port)],
    env: {
      PROXY_BASE_URL: `http://127.0.0.1:${port}`,
      GENERIC_CLIENT_ID: issuer.clientId,
      GENERIC_CLIENT_SECRET: issuer.clientSecret,
      GENERIC_ISSUER: issuer.url,
      GENERIC_LABEL: "Example ID",
      GENERIC_ROLE_MAPPINGS_ROLES: '{"proxy_admin": ["admins"], "internal_user": ["developers"]}',
      AUTO_REDIRECT_UI_LOGIN_TO_SSO: "true",
    },
  })
})
test.afterAll(async () => {
  await gateway.stop()
  await issuer.close()
  removeDataDir(gateway.dataDir)
})

/** The issuer has to be told the address before the gateway is there. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0))
    })
  })
}

test("somebody with an account at the issuer asks for a page and is on it, as a user with the role of their group", async ({
  page,
}) => {
  issuer.person = { sub: "ada", email: "ada@example.com", email_verified: true, name: "Ada L.", groups: ["developers"] }
  await page.goto(`${gateway.url}/ui/keys`)
  await expect(page).toHaveURL(`${gateway.url}/ui/keys`)
  await expect(page.getByRole("heading", { name: "Keys", level: 1 })).toBeVisible()
  await page.goto(`${gateway.url}/ui/account`)
  await expect(page.getByText("ada", { exact: true })).toBeVisible()
  await expect(page.getByText("User", { exact: true }).first()).toBeVisible()
  await expect(page.getByRole("link", { name: "Audit" })).toHaveCount(0)

  // Who logs out is not logged in again by the page itself.
  await page.getByRole("button", { name: "Log out" }).click()
  await page.waitForURL(`${gateway.url}/ui/login`)
  await expect(page.getByRole("link", { name: "Continue with Example ID" })).toBeVisible()

  issuer.person = { ...issuer.person, groups: ["admins"] }
  await page.getByRole("link", { name: "Continue with Example ID" }).click()
  await page.waitForURL(`${gateway.url}/ui`)
  await page.goto(`${gateway.url}/ui/audit`)
  await expect(page.getByRole("heading", { name: "Audit", level: 1 })).toBeVisible()
})

test("a login that is refused says why and offers the other ways; the master key works at /fallback/login", async ({
  page,
}) => {
  issuer.spoiled = "expired"
  await page.goto(`${gateway.url}/ui/logs`)
  await expect(page.getByRole("alert").first()).toContainText("could not be accepted")
  await expectAccessible(page)
  await expectFits(page, [320])
  issuer.spoiled = null
  await page.goto(`${gateway.url}/ui/login?error=%3Cb%3Eyour%20password%20is`)
  await expect(page.getByText("your password is")).toHaveCount(0)
  await page.goto(`${gateway.url}/fallback/login`)
  await logIn(page, gateway.masterKey, `${gateway.url}/ui`)
})
