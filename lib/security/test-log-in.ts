/** What a login form's answer was. */
export interface LoginAnswer {
  readonly status: number
  readonly retryAfter: number | null
  /** The session's cookie, ready to be sent back; null when there is none. */
  readonly cookie: string | null
  readonly text: string
}

/** Logs in as the login page does: the token against forged requests first, then the form. */
export async function logIn(
  url: string,
  masterKey: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<LoginAnswer> {
  const asked = await fetch(`${url}/api/auth/csrf`, { headers })
  const { csrfToken } = (await asked.json()) as { csrfToken: string }
  const csrfCookie = cookies(asked)
  const response = await fetch(`${url}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers, cookie: csrfCookie },
    body: new URLSearchParams({ csrfToken, masterKey, json: "true" }),
  })
  const retryAfter = response.headers.get("retry-after")
  return {
    status: response.status,
    retryAfter: retryAfter === null ? null : Number(retryAfter),
    cookie:
      cookies(response)
        .split("; ")
        .find((each) => each.startsWith("tollgate.session=")) ?? null,
    text: await response.text(),
  }
}

function cookies(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ")
}
