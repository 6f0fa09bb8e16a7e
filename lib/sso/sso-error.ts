/** Why nobody was logged in; the login page has words for each (lib/ui/log-in.ts). */
export type SsoReason =
  | "sso_off"
  | "sso_expired"
  | "sso_denied"
  | "sso_failed"
  | "sso_unreachable"
  | "sso_nobody"
  | "sso_group"
  | "sso_domain"
  | "sso_email"
  | "sso_unverified"
  | "sso_blocked"

/** A login that did not come about: `reason` for the visitor, `detail` for the log. No token and no claim is in either. */
export class SsoError extends Error {
  readonly reason: SsoReason
  readonly detail: string

  constructor(reason: SsoReason, detail = "", cause?: unknown) {
    super(`${reason}${detail === "" ? "" : `: ${detail}`}`, cause === undefined ? undefined : { cause })
    this.name = "SsoError"
    this.reason = reason
    this.detail = detail
  }
}
