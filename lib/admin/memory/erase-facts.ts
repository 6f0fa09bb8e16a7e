import { inArray, or } from "drizzle-orm"
import { memoryFacts } from "#drizzle/schema/memory"
import type { AdminContext } from "../context"

const CUSTOMER = "customer:"

/** Erases what is remembered for owners that are deleted: `key:<token>`, `user:<id>`, `team:<id>`; of a customer, everywhere. */
export async function eraseFactsOf(
  tx: Pick<AdminContext["db"]["orm"], "delete">,
  names: readonly string[],
): Promise<void> {
  const customers = names.filter((name) => name.startsWith(CUSTOMER)).map((name) => name.slice(CUSTOMER.length))
  const tenants = names.filter((name) => /^(?:key|user|team):/.test(name))
  if (customers.length + tenants.length === 0) return
  await tx
    .delete(memoryFacts)
    .where(
      or(
        tenants.length === 0 ? undefined : inArray(memoryFacts.tenant, tenants),
        customers.length === 0 ? undefined : inArray(memoryFacts.endUser, customers),
      ),
    )
}
