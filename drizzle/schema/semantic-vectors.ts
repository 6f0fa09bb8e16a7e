import { bigint, index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core"
import { bytea, moment } from "./columns"

/**
 * What questions mean whose answers are kept (the semantic cache). `scope` is a hash of everything that must be the same exactly,
 * tenant and embedding model included; `key` names the answer. Whatever is here may be lost at any time.
 */
export const semanticVectors = pgTable(
  "semantic_vectors",
  {
    /** Grows with each write, so that a process reads only what is new to it. */
    seq: bigint("seq", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    scope: text("scope").notNull(),
    key: text("key").notNull(),
    /** Numbers of 32 bits, little-endian, of length 1. */
    vector: bytea("vector").notNull(),
    expiresAt: moment("expires_at").notNull(),
  },
  (t) => [
    uniqueIndex("semantic_vectors_scope_key").on(t.scope, t.key),
    index("semantic_vectors_scope_seq").on(t.scope, t.seq),
    index("semantic_vectors_key").on(t.key),
    index("semantic_vectors_expires").on(t.expiresAt),
  ],
)
