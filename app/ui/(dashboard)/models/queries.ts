import { queryOptions, useMutation } from "@tanstack/react-query"
import { apiGet, apiPost } from "#lib/ui/api"
import type { ModelInfoOutput, ModelTestOutput } from "#lib/ui/api.gen"

/** All deployments, without secrets. */
export const modelsQuery = queryOptions({
  queryKey: ["models", "list"],
  queryFn: ({ signal }) => apiGet<ModelInfoOutput>("/model/info", {}, signal),
  select: (answer) => answer.data,
})

/** Calls one deployment for real. */
export function useModelTest(modelId: string) {
  return useMutation({
    mutationKey: ["models", "test", modelId],
    mutationFn: () => apiPost<ModelTestOutput>("/health/test_connection", { model_id: modelId }),
  })
}
