import { test } from "./test"
import { testWalks } from "./test-walks"

test.use({ kind: "postgres" })

test.describe("on a database of somebody else", () => testWalks("click"))
