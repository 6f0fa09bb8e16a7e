"use client"

import { LogOut } from "lucide-react"
import { useState } from "react"
import { toast } from "sonner"
import { Button } from "#components/ui/button"
import { useLogOut } from "#lib/ui/use-log-out"
import { navWords } from "#lib/ui/words/components-nav"

/** Ends the session. */
export function LogOutButton() {
  const [leaving, setLeaving] = useState(false)
  const logOut = useLogOut()

  async function leave() {
    setLeaving(true)
    try {
      await logOut()
    } catch (e) {
      setLeaving(false)
      toast.error(navWords.stillLoggedIn, { description: e instanceof Error ? e.message : String(e) })
    }
  }

  return (
    <Button variant="ghost" size="sm" loading={leaving} onClick={() => void leave()}>
      {!leaving && <LogOut aria-hidden />}
      {navWords.logOut}
    </Button>
  )
}
