import { test } from "./test"
import { testWalks } from "./test-walks"

test.use({ kind: "peopled" })

testWalks("address")
