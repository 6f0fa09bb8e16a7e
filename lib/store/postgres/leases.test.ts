import { scratchDatabase } from "#lib/db/scratch"
import { leaseContract } from "#lib/store/lease-contract"
import { PostgresLeases } from "./leases"

leaseContract("leases in Postgres", async () => {
  const { db, drop } = await scratchDatabase()
  return {
    join: (name) => new PostgresLeases(db, name),
    async silence(name, seconds) {
      await db.sql`update gateway_processes set seen_at = now() - make_interval(secs => ${seconds}) where id = ${name}`
    },
    end: drop,
  }
})
