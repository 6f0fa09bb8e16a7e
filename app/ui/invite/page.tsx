import type { Metadata } from "next"
import { Logo } from "#components/nav/logo"
import { inviteWords } from "#lib/ui/words/invite"
import { InviteForm } from "./invite-form"

export const metadata: Metadata = { title: inviteWords.title }

interface InvitePageProps {
  searchParams: Promise<{ invitation_id?: string | string[] }>
}

/** Where an invitation's link leads: the invited sets a password and is in. */
export default async function InvitePage({ searchParams }: InvitePageProps) {
  const { invitation_id: id } = await searchParams
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 pt-[18vh] pb-10">
      <div className="w-full max-w-sm">
        <Logo />
        <h1 className="mt-8 font-semibold text-2xl tracking-tight">{inviteWords.title}</h1>
        <InviteForm invitationId={typeof id === "string" ? id : ""} />
      </div>
    </main>
  )
}
