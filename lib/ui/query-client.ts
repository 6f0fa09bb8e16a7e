import { QueryClient } from "@tanstack/react-query"
import { ApiError } from "./api"
import { undoBookOf } from "./undo/undo-book-of"

/** Spend goes on between two visits of a page: it shows what it had and asks again. This only joins what one page asks for twice. */
const STALE_MS = 1_000
const MAX_RETRIES = 2

/** The pages' cache of server state. What the gateway refused is not asked again; what broke on the way is, twice. */
export function makeQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: { staleTime: STALE_MS, retry: (failures, error) => failures < MAX_RETRIES && isPassing(error) },
      mutations: { retry: false },
    },
  })
  undoBookOf(client)
  return client
}

function isPassing(error: Error): boolean {
  return !(error instanceof ApiError) || error.status === 0 || error.status >= 500
}
