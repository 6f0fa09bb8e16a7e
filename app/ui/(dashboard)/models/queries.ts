import { queryOptions, skipToken, useMutation, useQueryClient } from "@tanstack/react-query"
import { apiGet, apiPost } from "#lib/ui/api"
import type {
  ModelNewInput,
  ModelNewOutput,
  ModelTestInput,
  ModelTestOutput,
  ModelUpdateInput,
  ProviderFields,
  ProviderModelsOutput,
} from "#lib/ui/api.gen"

const HOUR_MS = 3_600_000

/** Calls one deployment for real. */
export function useModelTest(modelId: string) {
  return useMutation({
    mutationKey: ["models", "test", modelId],
    mutationFn: () => apiPost<ModelTestOutput>("/health/test_connection", { model_id: modelId }),
  })
}

/** Calls for real what would be stored. */
export function useDraftTest() {
  return useMutation({
    mutationFn: (draft: ModelTestInput) => apiPost<ModelTestOutput>("/health/test_connection", draft),
  })
}

/** Every provider and what its deployments are reached with; the same as long as the gateway runs. */
export const providersQuery = queryOptions({
  queryKey: ["providers"],
  queryFn: ({ signal }) => apiGet<readonly ProviderFields[]>("/public/providers/fields", {}, signal),
  staleTime: HOUR_MS,
})

/** The models the price table knows of a provider. */
export function catalogQuery(provider: string) {
  return queryOptions({
    queryKey: ["models", "catalog", provider],
    queryFn:
      provider === ""
        ? skipToken
        : ({ signal }) => apiGet<ProviderModelsOutput>("/model/catalog", { provider }, signal),
    staleTime: HOUR_MS,
  })
}

export function useAddModel() {
  return useModelMutation((body: ModelNewInput) => apiPost<ModelNewOutput>("/model/new", body))
}

export function useUpdateModel(id: string) {
  return useModelMutation((body: ModelUpdateInput) =>
    apiPost<ModelNewOutput>("/model/update", { model_id: id, ...body }),
  )
}

export function useDeleteModel(id: string) {
  return useModelMutation(() => apiPost<{ message: string }>("/model/delete", { id }))
}

/** Takes true to block and false to unblock. */
export function useBlockModel(id: string) {
  return useModelMutation((block: boolean) =>
    apiPost<ModelNewOutput>(block ? "/model/block" : "/model/unblock", { model_id: id }),
  )
}

/** After every write the deployments are asked for anew, wherever their names are shown. */
function useModelMutation<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({ mutationFn, onSuccess: () => client.invalidateQueries({ queryKey: ["models"], exact: true }) })
}
