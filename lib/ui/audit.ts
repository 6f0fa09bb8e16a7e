import type { AuditView } from "./api.gen"
import { auditWords } from "./words/audit"
import { terms } from "./words/terms"

const { tables, who: words } = auditWords

/** What the tables of the audit log are called on pages. */
export const AUDIT_TABLES: Readonly<Record<string, string>> = {
  LiteLLM_VerificationToken: terms.key,
  LiteLLM_TeamTable: terms.team,
  LiteLLM_OrganizationTable: terms.organization,
  LiteLLM_UserTable: terms.user,
  LiteLLM_EndUserTable: terms.customer,
  LiteLLM_TagTable: terms.tag,
  LiteLLM_BudgetTable: terms.budget,
  LiteLLM_ProxyModelTable: terms.model,
  LiteLLM_CredentialsTable: tables.credential,
  LiteLLM_InvitationLink: tables.invitation,
  session: tables.session,
  memory: tables.memory,
  saved_views: tables.savedView,
  cache: tables.cache,
  ledger: tables.prices,
  LiteLLM_Config: tables.settings,
  config: tables.configFile,
}

/** Actions one can filter by. */
export const AUDIT_ACTIONS = ["created", "updated", "deleted", "blocked", "unblocked", "rotated"] as const

export const tableWord = (table: string): string => AUDIT_TABLES[table] ?? table

/** `member_add` → "member add". */
export const actionWords = (action: string): string => action.replaceAll("_", " ")

/** The user or key that did it, and for whom. */
export function whoText({ changed_by: by, on_behalf_of: behalf }: AuditView): string {
  const who = by === "master" ? words.masterKey : /^[0-9a-f]{64}$/.test(by) ? words.key(by.slice(0, 8)) : by
  return behalf === null ? who : words.onBehalf(who, behalf)
}

/** "max_budget: 5 → 7.5, models: [] → [\"gpt\"]"; of one that was made or deleted, its name. */
export function changeSummary({ changes, action }: AuditView): string {
  if (action === "created" || action === "deleted") {
    const named = changes.find(({ field }) => field === "alias" || field === "key_alias" || field === "model_name")
    const name = named?.after ?? named?.before
    return typeof name === "string" ? name : ""
  }
  return changes.map(({ field, before, after }) => `${field}: ${valueText(before)} → ${valueText(after)}`).join(", ")
}

/** A value as text a person reads: words as they are, nothing as a dash, everything else as JSON. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return "–"
  return typeof value === "string" ? value : JSON.stringify(value, null, typeof value === "object" ? 1 : 0)
}
