import type { Metadata } from "next"
import { headers } from "next/headers"
import { redirect } from "next/navigation"
import { Logo } from "#components/nav/logo"
import { loginDeps } from "#lib/server/login"
import { safeNext } from "#lib/ui/log-in"
import { LoginForm } from "./login-form"

export const metadata: Metadata = { title: "Log in" }

interface LoginPageProps {
  searchParams: Promise<{ next?: string | string[] }>
}

export default async function LoginPage({ searchParams }: LoginPageProps) {
  const { next } = await searchParams
  const target = safeNext(typeof next === "string" ? next : null)
  const session = await loginDeps().visitor((await headers()).get("cookie"))
  if (session !== null) redirect(target)
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 pt-[18vh] pb-10">
      <div className="w-full max-w-sm">
        <Logo />
        <h1 className="mt-8 font-semibold text-2xl tracking-tight">Log in</h1>
        <LoginForm next={target} />
      </div>
    </main>
  )
}
