import { navWords } from "#lib/ui/words/components-nav"

/** The mark, a barrier going up, with the product's name. */
export function Logo() {
  return (
    <span className="inline-flex items-center gap-2.5 font-semibold text-[0.9375rem] text-ink tracking-tight">
      <svg viewBox="0 0 32 32" className="size-6" aria-hidden="true">
        <rect width="32" height="32" rx="8" className="fill-[#1f1f1e] dark:fill-[#2a2a30]" />
        <path d="M9 25V13.5" stroke="#fff" strokeWidth="3.2" strokeLinecap="round" />
        <path d="M9 17.5 24 9" stroke="#86a8ff" strokeWidth="3.2" strokeLinecap="round" />
        <circle cx="9" cy="9" r="2" fill="#fff" />
      </svg>
      {navWords.product}
    </span>
  )
}
