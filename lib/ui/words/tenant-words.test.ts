import { expect, it } from "vitest"
import { tenantWords } from "./tenant-words"

it.each([
  ["master", "Master key"],
  ["team:a:b", "Team a:b"],
  ["user:ann", "User ann"],
  [`key:${"0123456789".repeat(6)}`, "Key 01234567…"],
])("%s is shown as %s", (tenant, words) => expect(tenantWords(tenant)).toBe(words))
