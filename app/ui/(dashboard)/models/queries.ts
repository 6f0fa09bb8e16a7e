import { queryOptions, useMutation } from "@tanstack/react-query"
import { apiGet, apiPost } from "#lib/ui/api"
import type { DeploymentRow } from "#lib/ui/deployment-row"

/** All deployments, without secrets. */
export const modelsQuery = queryOptions({
  queryKey: ["models", "list"],
  queryFn: ({ signal }) => apiGet<{ data: readonly DeploymentRow[] }>("/model/info", {}, signal),
  select: (answer) => answer.data,
})

/** What came of one real, short call. `cost` is dollars. */
export interface ModelTestResult {
  readonly ok: boolean
  readonly status: number
  readonly latency_ms: number
  readonly message: string
  readonly cost: number
}

/** Calls one deployment for real. */
export function useModelTest(modelId: string) {
  return useMutation({
    mutationKey: ["models", "test", modelId],
    mutationFn: () => apiPost<ModelTestResult>("/health/test_connection", { model_id: modelId }),
  })
}
