import { queryOptions, skipToken, useMutation, useQueryClient } from "@tanstack/react-query"
import { apiGet, apiPost } from "#lib/ui/api"
import type {
  Model,
  ModelNewInput,
  ModelNewOutput,
  ModelTestInput,
  ModelTestOutput,
  ModelUpdateInput,
  ProviderFields,
  ProviderModelsOutput,
} from "#lib/ui/api.gen"
import { modelThing } from "#lib/ui/model-form"
import { blocking, editing } from "#lib/ui/undo/changes"
import { useUndoable, useUndoBook } from "#lib/ui/undo/use-undoable"

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

interface ModelEdit {
  readonly changes: ModelUpdateInput
  /** The way back; without what cannot be put back. */
  readonly before: ModelUpdateInput
}

/** Changes a stored deployment. Its parameters may hold secrets: the page shows them as the gateway does, when it has answered. */
export function useUpdateModel(model: Model) {
  const { id } = model.model_info
  return useUndoable((edit: ModelEdit) =>
    editing({
      ...edit,
      thing: modelThing(model),
      send: (body) => apiPost<ModelNewOutput>("/model/update", { model_id: id, ...body }),
      shown: ({ model_name }) => (model_name === undefined ? {} : { model_name }),
    }),
  )
}

export function useDeleteModel(model: Model) {
  const book = useUndoBook()
  return useModelMutation(() => {
    book.forget(modelThing(model).subject)
    return apiPost<{ message: string }>("/model/delete", { id: model.model_info.id })
  })
}

/** Takes true to block and false to unblock. */
export function useBlockModel(model: Model) {
  const info = model.model_info
  return useUndoable((block: boolean) =>
    blocking({
      thing: modelThing(model),
      blocked: block,
      send: (to) => apiPost<ModelNewOutput>(to ? "/model/block" : "/model/unblock", { model_id: info.id }),
      shown: (to) => ({ model_info: { ...info, blocked: to } }),
    }),
  )
}

/** After every write the deployments are asked for anew, wherever their names are shown. */
function useModelMutation<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({ mutationFn, onSuccess: () => client.invalidateQueries({ queryKey: ["models"], exact: true }) })
}
