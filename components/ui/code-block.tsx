import { cn } from "#lib/ui/cn"
import { uiWords } from "#lib/ui/words/components-ui"
import { CopyButton } from "./copy-button"

interface CodeBlockProps {
  code: string
  /** The accessible name, e.g. "curl example". */
  label?: string | undefined
  /** Long lines wrap instead of scrolling. */
  wrap?: boolean | undefined
  className?: string | undefined
}

/** Code to read and to copy. */
export function CodeBlock({ code, label = uiWords.code, wrap, className }: CodeBlockProps) {
  return (
    <div className={cn("relative rounded-lg border border-line bg-subtle", className)}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard */}
      <section aria-label={label} tabIndex={0} className="overflow-x-auto rounded-lg p-3.5 pr-12">
        <pre
          className={cn("font-mono text-[0.8125rem] text-ink leading-relaxed", wrap && "whitespace-pre-wrap break-all")}
        >
          <code>{code}</code>
        </pre>
      </section>
      <span className="absolute top-1.5 right-0 rounded-lg bg-linear-to-r from-transparent to-30% to-subtle pr-1.5 pl-5">
        <CopyButton value={code} label={uiWords.copyThis(label)} />
      </span>
    </div>
  )
}
