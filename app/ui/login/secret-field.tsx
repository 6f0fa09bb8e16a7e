"use client"

import { Eye, EyeOff } from "lucide-react"
import { type Ref, useState } from "react"
import { Button } from "#components/ui/button"
import { Input } from "#components/ui/input"
import { Label } from "#components/ui/label"
import { logInWords } from "#lib/ui/words/log-in"

interface SecretFieldProps {
  ref: Ref<HTMLInputElement>
  name: string
  label: string
  /** What was wrong with the last try; its text stands in the form's alert. */
  error: string | null
  /** The id of a text that explains the field. */
  hint?: string
  /** A secret that is being chosen, not one that is known. */
  isNew?: boolean
  autoFocus?: boolean
}

/** A key or a password: hidden until one asks to see it. */
export function SecretField({ ref, name, label, error, hint, isNew = false, autoFocus = false }: SecretFieldProps) {
  const [shown, setShown] = useState(false)
  const id = name === "masterKey" ? "master-key" : name
  const described = [error === null ? null : "login-error", hint].filter(Boolean).join(" ")
  const what = name === "masterKey" ? "key" : "password"
  return (
    <>
      <Label htmlFor={id}>{label}</Label>
      <div className="relative mt-1.5">
        <Input
          ref={ref}
          id={id}
          name={name}
          type={shown ? "text" : "password"}
          autoComplete={isNew ? "new-password" : "current-password"}
          autoCapitalize="none"
          spellCheck={false}
          autoFocus={autoFocus}
          required
          aria-invalid={error !== null}
          aria-describedby={described || undefined}
          className="h-10 pr-10 font-mono placeholder:font-sans"
        />
        <Button
          variant="ghost"
          size="icon"
          aria-label={logInWords[shown ? "hide" : "show"][what]}
          aria-controls={id}
          className="absolute top-1 right-1"
          onClick={() => setShown(!shown)}
        >
          {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
        </Button>
      </div>
    </>
  )
}
