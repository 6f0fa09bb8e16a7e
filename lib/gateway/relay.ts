import type { Incoming, Reply } from "#lib/core/http"
import type { Call } from "./call"
import type { Runtime } from "./runtime"

/** Answers a call whose caller is known and may use the route; what it throws is refused like anything else. */
export type Relay = (req: Incoming, rt: Runtime, call: Call, params: Readonly<Record<string, string>>) => Promise<Reply>
