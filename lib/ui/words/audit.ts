import { counted } from "./counted"

/** The audit log: its filters, its list, the panel of one change and the check of the chain. */
export const auditWords = {
  title: "Audit",
  description:
    "Every change made here or over the management API: who, what, before and after. Rows cannot be changed or deleted.",
  /** As a sentence goes on with it: "Loading the audit log". */
  what: "the audit log",
  total: (count: number) => counted(count, "change", "changes"),
  /** What was changed, beside what the terms of all pages name. */
  tables: {
    credential: "Credential",
    invitation: "Invitation",
    session: "Session",
    memory: "Memory",
    savedView: "Saved view",
    cache: "Cache",
    prices: "Prices",
    settings: "Settings",
    configFile: "Config file",
  },
  who: {
    masterKey: "master key",
    key: (start: string) => `key ${start}…`,
    onBehalf: (who: string, whom: string) => `${who} for ${whom}`,
  },
  filters: {
    object: "Id of what was changed",
    changedBy: "Changed by",
    what: "What",
    everything: "Everything",
    action: "Action",
    anyAction: "Any action",
    firstDay: "First day",
    /** Between the first and the last day. */
    to: "to",
    lastDay: "Last day",
  },
  empty: {
    filteredTitle: "No change matches",
    filteredText: "Ids and people are matched as they are written, whole.",
    noneTitle: "Nothing was changed yet",
    noneText: "The first key, team or model you make is the first row here.",
  },
  table: { label: "Changes", change: "Change", difference: "What differs", by: "By", when: "When" },
  panel: {
    title: (id: string) => `Change ${id}`,
    failed: "This change could not be loaded",
    differences: "What differs",
    noDifference: "Nothing that is kept here.",
    before: "before",
    after: "after",
    id: "Id",
    copyId: "Copy id",
    request: "Request",
    onBehalfOf: "On behalf of",
    address: "Address",
    row: "Row",
    hash: "Hash",
    hashBefore: "Hash before",
  },
  chain: {
    label: "Chain check",
    unchecked: "Each row is chained to the one before it by its hash.",
    intact: (rows: string, newest: string) => `All ${rows} rows are as they were written. Newest: ${newest}…`,
    broken: (id: number, why: string) => `Row ${id} is not as it was written: ${why}.`,
    copyHash: "Copy the newest row's hash",
    verify: "Verify now",
  },
} as const
