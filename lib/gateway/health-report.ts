/** One deployment as LiteLLM's `/health` lists it. */
export interface HealthEndpoint {
  readonly model: string
  readonly model_name: string
  readonly model_id: string
  readonly api_base: string
  /** Absent when it works. */
  readonly error?: string
}

export interface HealthReport {
  readonly healthy_endpoints: readonly HealthEndpoint[]
  readonly unhealthy_endpoints: readonly HealthEndpoint[]
  readonly healthy_count: number
  readonly unhealthy_count: number
}
