/** What `/model/info` answers for one deployment. Costs are dollars a token. */
export interface DeploymentRow {
  readonly model_name: string
  readonly litellm_params: { readonly model?: string; readonly api_base?: string | null }
  readonly model_info: {
    readonly id: string
    readonly mode?: string | null
    readonly litellm_provider?: string | null
    readonly input_cost_per_token?: number | null
    readonly output_cost_per_token?: number | null
    readonly max_input_tokens?: number | null
    readonly max_output_tokens?: number | null
    readonly db_model?: boolean
    readonly priced?: boolean
  }
}

/** Dollars a million tokens, without the dust of floating point: 2.5e-7 a token is 0.25, not 0.24999999999999997. */
export function usdPerMillion(usdPerToken: number | null | undefined): number | null {
  if (typeof usdPerToken !== "number" || !Number.isFinite(usdPerToken)) return null
  return Math.round(usdPerToken * 1e15) / 1e9
}

/** True when the deployment has no price: its requests are logged at $0. */
export function isUnpriced(row: DeploymentRow): boolean {
  if (row.model_info.priced !== undefined) return !row.model_info.priced
  return row.model_info.input_cost_per_token === null || row.model_info.input_cost_per_token === undefined
}

/** Every word of the filter occurs in the group, provider, provider model, mode or address. */
export function matchesFilter(row: DeploymentRow, filter: string): boolean {
  const { litellm_params: params, model_info: info } = row
  const haystack = [row.model_name, params.model, params.api_base, info.litellm_provider, info.mode, info.id]
    .join(" ")
    .toLowerCase()
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word))
}

/** Groups in order of name; inside a group the order of the config is kept, since it may mean something. */
export function sortDeployments(rows: readonly DeploymentRow[]): DeploymentRow[] {
  return [...rows].sort((a, b) => a.model_name.localeCompare(b.model_name))
}
