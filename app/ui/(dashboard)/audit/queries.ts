import { keepPreviousData, queryOptions } from "@tanstack/react-query"
import { apiGet } from "#lib/ui/api"
import type { AuditListOutput, AuditVerifyOutput, AuditView } from "#lib/ui/api.gen"
import type { AuditFilters } from "./use-audit-filters"

export const PAGE_SIZE = 50

/** The viewer's day that a date of the filters names: its first moment and the first of the next. */
function dayInstants(date: Date): { start: string; end: string } {
  const midnight = (later: number) =>
    new Date(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + later).toISOString()
  return { start: midnight(0), end: midnight(1) }
}

/** A page of changes, the newest first. */
export function auditQuery({ what, action, by, object, from, to, page }: AuditFilters) {
  const asked = {
    page,
    page_size: PAGE_SIZE,
    ...(what && { table_name: what }),
    ...(action && { action }),
    ...(by && { changed_by: by }),
    ...(object && { object_id: object }),
    ...(from && { start_date: dayInstants(from).start }),
    ...(to && { end_date: dayInstants(to).end }),
  }
  return queryOptions({
    queryKey: ["audit", asked],
    queryFn: ({ signal }) => apiGet<AuditListOutput>("/audit", asked, signal),
    placeholderData: keepPreviousData,
  })
}

/** One change, when it is not in the list. */
export function changeQuery(id: string) {
  return queryOptions({
    queryKey: ["audit", "one", id],
    queryFn: ({ signal }) => apiGet<AuditView>(`/audit/${encodeURIComponent(id)}`, {}, signal),
  })
}

/** The whole chain, computed anew. */
export const checkChain = () => apiGet<AuditVerifyOutput>("/audit/verify")
