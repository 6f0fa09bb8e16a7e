import type { Metadata } from "next"
import { headers } from "next/headers"
import { redirect } from "next/navigation"
import { Logo } from "#components/nav/logo"
import { loginDeps } from "#lib/server/login"
import { safeNext, ssoHref, ssoMessage } from "#lib/ui/log-in"
import { logInWords } from "#lib/ui/words/log-in"
import { LoginForm } from "./login-form"
import { SsoButtons } from "./sso-buttons"

export const metadata: Metadata = { title: logInWords.title }

interface LoginPageProps {
  searchParams: Promise<{ next?: string | string[]; error?: string | string[]; fallback?: string | string[] }>
}

export default async function LoginPage({ searchParams }: LoginPageProps) {
  const { next, error, fallback } = await searchParams
  const target = safeNext(typeof next === "string" ? next : null)
  const login = loginDeps()
  const session = await login.visitor((await headers()).get("cookie"))
  if (session !== null) redirect(target)
  const { providers, redirects } = login.sso()
  const [first] = providers
  // Who asked for a page; not who logged out, nor who could not be logged in.
  if (redirects && first !== undefined && next !== undefined && error === undefined && fallback === undefined)
    redirect(ssoHref(first.id, target))
  const problem = ssoMessage(typeof error === "string" ? error : null)
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 pt-[18vh] pb-10">
      <div className="w-full max-w-sm">
        <Logo />
        <h1 className="mt-8 font-semibold text-2xl tracking-tight">{logInWords.title}</h1>
        {(providers.length > 0 || problem !== null) && (
          <SsoButtons providers={providers} next={target} problem={problem} />
        )}
        <LoginForm next={target} autoFocus={providers.length === 0} />
      </div>
    </main>
  )
}
