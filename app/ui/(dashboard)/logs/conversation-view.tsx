import { Brain, Paperclip, Wrench } from "lucide-react"
import { cn } from "#lib/ui/cn"
import type { Block, Turn } from "#lib/ui/conversation"
import { LOCALE } from "#lib/ui/words/locale"
import { conversationWords } from "#lib/ui/words/log-detail"

const LONG_CHARACTERS = 1_200

/** Messages in order, all of them as plain text: nothing in a prompt or an answer is ever markup here. */
export function ConversationView({ turns }: { turns: readonly Turn[] }) {
  return (
    <ol className="space-y-3" aria-label={conversationWords.label}>
      {turns.map((turn, i) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a stored conversation never changes its order
          key={i}
          className={cn("rounded-lg border border-line px-3.5 py-2.5", turn.role === "assistant" && "bg-subtle")}
        >
          <div className={cn("mb-1 font-medium text-faint text-xs capitalize", turn.role === "error" && "text-danger")}>
            {turn.role}
          </div>
          <div className="space-y-2.5">
            {turn.blocks.map((block, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <BlockView key={n} block={block} />
            ))}
          </div>
        </li>
      ))}
    </ol>
  )
}

function BlockView({ block }: { block: Block }) {
  if (block.kind === "text") return <LongText text={block.text} />
  if (block.kind === "reasoning") {
    return (
      <div className="border-line-strong border-l-2 pl-3 text-muted italic">
        <Caption icon={Brain} text={conversationWords.reasoning} />
        <LongText text={block.text} />
      </div>
    )
  }
  if (block.kind === "media") {
    return (
      <p className="flex items-start gap-2 text-muted text-xs">
        <Paperclip className="mt-0.5 size-3.5 shrink-0" aria-hidden />
        <span className="break-all">
          {block.title}: {block.text}
        </span>
      </p>
    )
  }
  const caption = block.kind === "tool_call" ? conversationWords.calls : conversationWords.resultOf
  return (
    <div>
      <Caption icon={Wrench} text={caption(block.title ?? conversationWords.tool)} />
      <LongText text={block.text} mono />
    </div>
  )
}

function Caption({ icon: Icon, text }: { icon: typeof Wrench; text: string }) {
  return (
    <p className="mb-1 flex items-center gap-1.5 text-muted text-xs not-italic">
      <Icon className="size-3.5" aria-hidden />
      {text}
    </p>
  )
}

/** Text as it is; a very long one folded, so that the sections below stay in reach. */
function LongText({ text, mono }: { text: string; mono?: boolean }) {
  const look = cn("whitespace-pre-wrap break-words text-sm", mono && "font-mono text-xs leading-relaxed")
  if (text.length <= LONG_CHARACTERS) return <p className={look}>{text}</p>
  return (
    <details className="group/long">
      <summary className="list-none">
        <span className={cn(look, "block group-open/long:hidden")}>{text.slice(0, LONG_CHARACTERS)}…</span>
        <span className="text-accent text-xs group-open/long:hidden">
          {conversationWords.showAll(text.length.toLocaleString(LOCALE))}
        </span>
        <span className="hidden text-accent text-xs group-open/long:inline">{conversationWords.showLess}</span>
      </summary>
      <p className={look}>{text}</p>
    </details>
  )
}
