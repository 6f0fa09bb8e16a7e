"use client"

import { type SubmitEvent, useEffect, useRef, useState } from "react"
import { Button } from "#components/ui/button"
import { Input } from "#components/ui/input"
import { Label } from "#components/ui/label"
import { apiGet, apiPost } from "#lib/ui/api"
import type { InvitationClaimOutput, InvitationOpenOutput } from "#lib/ui/api.gen"
import { logInAs } from "#lib/ui/log-in"
import { inviteWords as words } from "#lib/ui/words/invite"
import { SecretField } from "../login/secret-field"

type Invited = { readonly state: "loading" } | { readonly state: "gone"; readonly message: string } | Open
type Open = { readonly state: "open"; readonly email: string }

/** Whom the invitation is for, and the password they choose. Then they are logged in with it. */
export function InviteForm({ invitationId }: { invitationId: string }) {
  const [invited, setInvited] = useState<Invited>({ state: "loading" })
  useEffect(() => {
    const left = new AbortController()
    apiGet<InvitationOpenOutput>("/onboarding/get_token", { invite_link: invitationId }, left.signal).then(
      ({ user_email }) => setInvited({ state: "open", email: user_email ?? "" }),
      (e: unknown) => {
        if (!left.signal.aborted) setInvited({ state: "gone", message: e instanceof Error ? e.message : String(e) })
      },
    )
    return () => left.abort()
  }, [invitationId])
  if (invited.state === "loading") return <p className="mt-1.5 text-muted">{words.loading}</p>
  if (invited.state === "gone")
    return (
      <p role="alert" className="mt-4 text-danger text-sm">
        {invited.message}
      </p>
    )
  return <PasswordForm invitationId={invitationId} email={invited.email} />
}

function PasswordForm({ invitationId, email }: { invitationId: string; email: string }) {
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const field = useRef<HTMLInputElement>(null)

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const password = field.current?.value ?? ""
    setBusy(true)
    setError(null)
    try {
      await apiPost<InvitationClaimOutput>("/onboarding/claim_token", { invitation_link: invitationId, password })
      const result = await logInAs(email, password)
      window.location.assign(result.ok ? "/ui" : "/ui/login")
    } catch (e) {
      setBusy(false)
      setError(e instanceof Error ? e.message : String(e))
      field.current?.focus()
    }
  }

  return (
    <form method="post" onSubmit={(event) => void submit(event)} noValidate className="mt-7">
      <Label htmlFor="email">{words.email}</Label>
      <Input id="email" type="email" autoComplete="username" value={email} readOnly className="mt-1.5 mb-4 h-10" />
      <SecretField
        ref={field}
        name="password"
        label={words.password}
        error={error}
        hint="password-hint"
        isNew
        autoFocus
      />
      <p id="login-error" role="alert" className="mt-2 text-danger text-sm empty:hidden">
        {error}
      </p>
      <Button type="submit" loading={busy} className="mt-4 h-10 w-full">
        {words.action}
      </Button>
      <p id="password-hint" className="mt-6 text-faint text-xs">
        {words.passwordHint}
      </p>
    </form>
  )
}
