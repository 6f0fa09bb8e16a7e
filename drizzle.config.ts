import { defineConfig } from "drizzle-kit"

/** `npm run db:generate` compares the schema with the last snapshot and writes the next migration. */
export default defineConfig({
  dialect: "postgresql",
  schema: "./drizzle/schema/*.ts",
  out: "./drizzle/migrations",
})
