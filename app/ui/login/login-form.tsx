"use client"

import { type SubmitEvent, useRef, useState } from "react"
import { Button } from "#components/ui/button"
import { Input } from "#components/ui/input"
import { Label } from "#components/ui/label"
import { logIn, logInAs } from "#lib/ui/log-in"
import { SecretField } from "./secret-field"

/** A plain POST form underneath, so that no secret can end up in the address line when the script is not there yet. */
export function LoginForm({ next, autoFocus }: { next: string; autoFocus: boolean }) {
  const [byKey, setByKey] = useState(true)
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const secret = useRef<HTMLInputElement>(null)

  function fail(message: string) {
    setBusy(false)
    setError(message)
    secret.current?.focus()
    secret.current?.select()
  }

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const given = (name: string) => String(form.get(name) ?? "").trim()
    if (byKey && given("masterKey") === "") return fail("Enter the master key.")
    if (!byKey && (given("email") === "" || given("password") === ""))
      return fail("Enter your email and your password.")
    setBusy(true)
    setError(null)
    try {
      const result = byKey
        ? await logIn(given("masterKey"))
        : await logInAs(given("email"), String(form.get("password") ?? ""))
      if (!result.ok) return fail(result.message)
      // A full load: the pages start with nothing of an earlier session.
      window.location.assign(next)
    } catch (e) {
      fail(e instanceof Error ? e.message : String(e))
    }
  }

  return (
    <form
      method="post"
      action="/api/auth/callback/credentials"
      onSubmit={(event) => void submit(event)}
      noValidate
      className="mt-7"
    >
      {byKey ? (
        <SecretField
          key="key"
          ref={secret}
          name="masterKey"
          label="Master key"
          error={error}
          hint="key-hint"
          autoFocus={autoFocus}
        />
      ) : (
        <>
          <Label htmlFor="email">Email</Label>
          <Input id="email" name="email" type="email" autoComplete="username" autoFocus className="mt-1.5 mb-4 h-10" />
          <SecretField key="password" ref={secret} name="password" label="Password" error={error} />
        </>
      )}
      <p id="login-error" role="alert" className="mt-2 text-danger text-sm empty:hidden">
        {error}
      </p>
      <Button type="submit" loading={busy} className="mt-4 h-10 w-full">
        Log in
      </Button>
      <Button
        variant="ghost"
        className="mt-2 h-10 w-full"
        onClick={() => {
          setByKey(!byKey)
          setError(null)
        }}
      >
        {byKey ? "Use email and password" : "Use the master key"}
      </Button>
      {byKey && <KeyHint />}
    </form>
  )
}

function KeyHint() {
  return (
    <p id="key-hint" className="mt-6 border-line border-t pt-5 text-faint text-xs leading-relaxed">
      The master key is <Name>general_settings.master_key</Name> in config.yaml or the variable{" "}
      <Name>LITELLM_MASTER_KEY</Name>. With neither, the gateway made one and printed it when it started.
    </p>
  )
}

function Name({ children }: { children: string }) {
  return <code className="break-all font-mono text-muted">{children}</code>
}
