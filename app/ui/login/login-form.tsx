"use client"

import { Eye, EyeOff } from "lucide-react"
import { type SubmitEvent, useRef, useState } from "react"
import { Button } from "#components/ui/button"
import { Input } from "#components/ui/input"
import { Label } from "#components/ui/label"
import { logIn } from "#lib/ui/log-in"

/** A plain POST form underneath, so that the key cannot end up in the address line when the script is not there yet. */
export function LoginForm({ next }: { next: string }) {
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [shown, setShown] = useState(false)
  const field = useRef<HTMLInputElement>(null)

  function fail(message: string) {
    setBusy(false)
    setError(message)
    field.current?.focus()
    field.current?.select()
  }

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const masterKey = field.current?.value.trim() ?? ""
    if (masterKey === "") return fail("Enter the master key.")
    setBusy(true)
    setError(null)
    try {
      const result = await logIn(masterKey)
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
      <Label htmlFor="master-key">Master key</Label>
      <div className="relative mt-1.5">
        <Input
          ref={field}
          id="master-key"
          name="masterKey"
          type={shown ? "text" : "password"}
          autoComplete="current-password"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          required
          aria-invalid={error !== null}
          aria-describedby={error === null ? "key-hint" : "key-error key-hint"}
          className="h-10 pr-10 font-mono placeholder:font-sans"
        />
        <Button
          variant="ghost"
          size="icon"
          aria-label={shown ? "Hide the key" : "Show the key"}
          aria-controls="master-key"
          className="absolute top-1 right-1"
          onClick={() => setShown(!shown)}
        >
          {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
        </Button>
      </div>
      <p id="key-error" role="alert" className="mt-2 text-danger text-sm empty:hidden">
        {error}
      </p>
      <Button type="submit" loading={busy} className="mt-4 h-10 w-full">
        Log in
      </Button>
      <KeyHint />
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
