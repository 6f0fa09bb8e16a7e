import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { auditWords } from "#lib/ui/words/audit"
import { SavedViews } from "../saved-views/saved-views"
import { AuditView } from "./audit-view"

export const metadata: Metadata = { title: auditWords.title }

/** Who changed what, and whether anybody touched the record of it. */
export default function AuditPage() {
  return (
    <>
      <PageHeader title={auditWords.title} description={auditWords.description} actions={<SavedViews page="audit" />} />
      <AuditView />
    </>
  )
}
