"use client"

import { LogOut } from "lucide-react"
import { useState } from "react"
import { toast } from "sonner"
import { Button } from "#components/ui/button"
import { logOut } from "#lib/ui/log-in"

/** Ends the session and goes to the login page by a full load, so that nothing of it stays in memory. */
export function LogOutButton() {
  const [leaving, setLeaving] = useState(false)

  async function leave() {
    setLeaving(true)
    try {
      await logOut()
      window.location.assign("/ui/login")
    } catch (e) {
      setLeaving(false)
      toast.error("You are still logged in", { description: e instanceof Error ? e.message : String(e) })
    }
  }

  return (
    <Button variant="ghost" size="sm" loading={leaving} onClick={() => void leave()}>
      {!leaving && <LogOut aria-hidden />}
      Log out
    </Button>
  )
}
