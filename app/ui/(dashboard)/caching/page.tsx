import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { cachingWords } from "#lib/ui/words/caching"
import { CachingView } from "./caching-view"
import { FlushCache } from "./flush-cache"

export const metadata: Metadata = { title: cachingWords.title }

/** The response cache: whether it works, what it answered, what that saved. */
export default function CachingPage() {
  return (
    <>
      <PageHeader title={cachingWords.title} description={cachingWords.description} actions={<FlushCache />} />
      <CachingView />
    </>
  )
}
