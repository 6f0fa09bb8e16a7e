"use client"

import { type SubmitEvent, useState } from "react"
import { toast } from "sonner"
import { Field } from "#components/form/field"
import { Button } from "#components/ui/button"
import { Card, CardBody, CardHeader, CardTitle } from "#components/ui/card"
import { Input } from "#components/ui/input"
import { accountWords } from "#lib/ui/words/account"
import { useChangePassword } from "./queries"

const words = accountWords.password

/** One's own password, changed by the old one; the other sessions end with it. */
export function PasswordForm() {
  const [now, setNow] = useState("")
  const [next, setNext] = useState("")
  const change = useChangePassword()

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const done = () => {
      setNow("")
      setNext("")
      toast.success(words.changed)
    }
    change.mutate({ current_password: now, new_password: next }, { onSuccess: done })
  }

  return (
    <Card>
      <CardHeader>
        <CardTitle>{words.title}</CardTitle>
      </CardHeader>
      <CardBody>
        <form onSubmit={submit} className="max-w-sm space-y-4">
          <Field id="current-password" label={words.current} error={change.error?.message}>
            {(control) => (
              <Input
                {...control}
                type="password"
                autoComplete="current-password"
                value={now}
                onChange={(event) => setNow(event.target.value)}
              />
            )}
          </Field>
          <Field id="new-password" label={words.new} hint={words.newHint}>
            {(control) => (
              <Input
                {...control}
                type="password"
                autoComplete="new-password"
                value={next}
                onChange={(event) => setNext(event.target.value)}
              />
            )}
          </Field>
          <Button type="submit" loading={change.isPending} disabled={now === "" || next === ""}>
            {words.change}
          </Button>
        </form>
      </CardBody>
    </Card>
  )
}
