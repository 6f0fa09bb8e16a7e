import { useMutation, useQueryClient } from "@tanstack/react-query"
import { apiPost } from "./api"
import type { KeyGenerateInput, KeyGenerateOutput } from "./api.gen"

/** Makes a key. Its text is in the answer, this once: nothing but the caller's memory keeps it. */
export function useMakeKey() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (fields: KeyGenerateInput) => apiPost<KeyGenerateOutput>("/key/generate", fields),
    // The cache of mutations would keep the answer for minutes.
    gcTime: 0,
    onSuccess: () => void client.invalidateQueries({ queryKey: ["keys"] }),
  })
}
