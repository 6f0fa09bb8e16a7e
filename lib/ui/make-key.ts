import { useMutation, useQueryClient } from "@tanstack/react-query"
import { apiPost } from "./api"
import type { KeyGenerateInput, KeyGenerateOutput } from "./api.gen"

/** A name for a key that is made in passing, which says what for and when: "Playground 2026-11-21 18:04:09" (UTC). */
export function datedAlias(what: string): string {
  return `${what} ${new Date().toISOString().slice(0, 19).replace("T", " ")}`
}

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
