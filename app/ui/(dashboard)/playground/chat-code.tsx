"use client"

import { Code } from "lucide-react"
import { toast } from "sonner"
import { Button } from "#components/ui/button"
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "#components/ui/dropdown-menu"
import { copyText } from "#lib/ui/copy-text"
import { chatBody } from "#lib/ui/playground/chat-request"
import type { ChatSession } from "#lib/ui/playground/chat-session"
import { CODE_LANGUAGES, type CodeLanguage, requestCode } from "#lib/ui/playground/request-code"
import { KEY_PLACEHOLDER } from "#lib/ui/snippets/key-placeholder"
import { chatWords } from "#lib/ui/words/playground"

/** The last request to the first model as code, with a placeholder for the key. */
export function ChatCode({ session }: { session: ChatSession }) {
  const [panel] = session.panels

  async function copy(language: CodeLanguage) {
    if (!panel) return
    const body = chatBody(session, panel)
    const code = requestCode(language, { origin: window.location.origin, key: KEY_PLACEHOLDER, body })
    if (await copyText(code)) toast.success(chatWords.code.copied(language))
    else toast.error(chatWords.code.refused)
  }

  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="outline" size="sm" disabled={session.asks.length === 0}>
          <Code aria-hidden />
          {chatWords.code.copy}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        {CODE_LANGUAGES.map((language) => (
          <DropdownMenuItem key={language} onSelect={() => void copy(language)}>
            {language}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
