"use client"

import { type SubmitEvent, useRef, useState } from "react"
import { Button } from "#components/ui/button"
import { Input } from "#components/ui/input"
import { Label } from "#components/ui/label"
import { Phrase } from "#components/ui/phrase"
import { logIn, logInAs } from "#lib/ui/log-in"
import { logInWords as words } from "#lib/ui/words/log-in"
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
    if (byKey && given("masterKey") === "") return fail(words.masterKeyMissing)
    if (!byKey && (given("email") === "" || given("password") === "")) return fail(words.emailOrPasswordMissing)
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
          label={words.masterKey}
          error={error}
          hint="key-hint"
          autoFocus={autoFocus}
        />
      ) : (
        <>
          <Label htmlFor="email">{words.email}</Label>
          <Input id="email" name="email" type="email" autoComplete="username" autoFocus className="mt-1.5 mb-4 h-10" />
          <SecretField key="password" ref={secret} name="password" label={words.password} error={error} />
        </>
      )}
      <p id="login-error" role="alert" className="mt-2 text-danger text-sm empty:hidden">
        {error}
      </p>
      <Button type="submit" loading={busy} className="mt-4 h-10 w-full">
        {words.action}
      </Button>
      <Button
        variant="ghost"
        className="mt-2 h-10 w-full"
        onClick={() => {
          setByKey(!byKey)
          setError(null)
        }}
      >
        {byKey ? words.useEmail : words.useMasterKey}
      </Button>
      {byKey && <KeyHint />}
    </form>
  )
}

function KeyHint() {
  return (
    <p id="key-hint" className="mt-6 border-line border-t pt-5 text-faint text-xs leading-relaxed">
      <Phrase
        text={words.keyHint}
        parts={{
          setting: <Name>general_settings.master_key</Name>,
          variable: <Name>LITELLM_MASTER_KEY</Name>,
        }}
      />
    </p>
  )
}

function Name({ children }: { children: string }) {
  return <code className="break-all font-mono text-muted">{children}</code>
}
