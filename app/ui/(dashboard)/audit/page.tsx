import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { SavedViews } from "../saved-views/saved-views"
import { AuditView } from "./audit-view"

export const metadata: Metadata = { title: "Audit" }

/** Who changed what, and whether anybody touched the record of it. */
export default function AuditPage() {
  return (
    <>
      <PageHeader
        title="Audit"
        description="Every change made here or over the management API: who, what, before and after. Rows cannot be changed or deleted."
        actions={<SavedViews page="audit" />}
      />
      <AuditView />
    </>
  )
}
