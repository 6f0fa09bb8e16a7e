import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query"
import { apiGet, apiPost } from "#lib/ui/api"
import type {
  ConfigFindingsOutput,
  ConfigReloadOutput,
  Setting,
  SettingsPlan,
  SettingsSaved,
  SettingsVersionsOutput,
} from "#lib/ui/api.gen"

const KEY = ["settings"]

/** Every setting with its value and where it comes from. */
export const settingsQuery = queryOptions({
  queryKey: [...KEY, "list"],
  queryFn: ({ signal }) => apiGet<readonly Setting[]>("/config/list", {}, signal),
})

/** A page of saves, the newest first; the first page also says which version counts. */
export function versionsQuery(page: number) {
  return queryOptions({
    queryKey: [...KEY, "versions", page],
    queryFn: ({ signal }) => apiGet<SettingsVersionsOutput>("/config/versions", { page, page_size: 20 }, signal),
    placeholderData: keepPreviousData,
  })
}

/** What the loader says about the configuration in force. */
export const findingsQuery = queryOptions({
  queryKey: [...KEY, "findings"],
  queryFn: ({ signal }) => apiGet<ConfigFindingsOutput>("/config/findings", {}, signal),
})

export type Wanted = Readonly<Record<string, unknown>>

/** What a change, or going back (`{version}`), would do. */
export const usePreview = () =>
  useMutation({ mutationFn: (wanted: Wanted) => apiPost<SettingsPlan>("/config/preview", wanted) })

/** Saves what was previewed; refused when somebody else has saved since. */
export function useSaveSettings() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: ({ wanted, from }: { wanted: Wanted; from: number }) =>
      "version" in wanted
        ? apiPost<SettingsSaved>("/config/rollback", { ...wanted, expected_version: from })
        : apiPost<SettingsSaved>("/config/update", { ...wanted, expected_version: from }),
    onSuccess: refresh,
  })
}

export function useReloadFile() {
  const refresh = useRefresh()
  return useMutation({ mutationFn: () => apiPost<ConfigReloadOutput>("/config/reload"), onSuccess: refresh })
}

function useRefresh() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: KEY })
}
