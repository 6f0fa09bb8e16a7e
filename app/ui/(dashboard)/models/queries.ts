import { useMutation } from "@tanstack/react-query"
import { apiPost } from "#lib/ui/api"
import type { ModelTestOutput } from "#lib/ui/api.gen"

/** Calls one deployment for real. */
export function useModelTest(modelId: string) {
  return useMutation({
    mutationKey: ["models", "test", modelId],
    mutationFn: () => apiPost<ModelTestOutput>("/health/test_connection", { model_id: modelId }),
  })
}
