import { Agent, fetch } from "undici"

/** What a login form's answer was. */
export interface LoginAnswer {
  readonly status: number
  /** Seconds. */
  readonly retryAfter: number | null
  /** The session's cookie, ready to be sent back; null when there is none. */
  readonly cookie: string | null
  /** The cookies as they were set, with their flags. */
  readonly setCookies: readonly string[]
  readonly text: string
}

export interface LoginOptions {
  readonly headers?: Readonly<Record<string, string>>
  /** The local address to come from: another 127.x.x.x is another visitor. */
  readonly from?: string
  /** False: without the token against forged requests, as a page of somebody else would. */
  readonly withToken?: boolean
}

/** Logs in as the login page does: the token against forged requests first, then the form. */
export async function logIn(url: string, masterKey: string, options: LoginOptions = {}): Promise<LoginAnswer> {
  const { headers = {}, from = "127.0.0.1", withToken = true } = options
  const dispatcher = new Agent({ localAddress: from })
  try {
    const asked = await fetch(`${url}/api/auth/csrf`, { headers, dispatcher })
    const { csrfToken } = (await asked.json()) as { csrfToken: string }
    const answer = await fetch(`${url}/api/auth/callback/credentials`, {
      method: "POST",
      redirect: "manual",
      dispatcher,
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        ...headers,
        ...(withToken ? { cookie: pairs(asked.headers.getSetCookie()).join("; ") } : {}),
      },
      body: new URLSearchParams({ ...(withToken ? { csrfToken } : {}), masterKey, json: "true" }).toString(),
    })
    const retryAfter = answer.headers.get("retry-after")
    const setCookies = answer.headers.getSetCookie()
    return {
      status: answer.status,
      retryAfter: retryAfter === null ? null : Number(retryAfter),
      cookie: pairs(setCookies).find((pair) => /^tollgate\.session=./.test(pair)) ?? null,
      setCookies,
      text: await answer.text(),
    }
  } finally {
    await dispatcher.close()
  }
}

function pairs(setCookies: readonly string[]): string[] {
  return setCookies.map((each) => each.split(";")[0] ?? "")
}
