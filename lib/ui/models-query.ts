import { queryOptions } from "@tanstack/react-query"
import { apiGet } from "./api"
import type { ModelInfoOutput } from "./api.gen"

/** All deployments, without secrets. A management path: the dashboard's session opens those, and never the API's own. */
const deployments = queryOptions({
  queryKey: ["models"],
  queryFn: ({ signal }) => apiGet<ModelInfoOutput>("/model/info", {}, signal),
})

/** The deployments. */
export const modelsQuery = queryOptions({ ...deployments, select: (answer: ModelInfoOutput) => answer.data })

/** The names clients can ask for, each once, in order. */
export const modelNamesQuery = queryOptions({
  ...deployments,
  staleTime: 60_000,
  select: (answer: ModelInfoOutput) => [...new Set(answer.data.map((row) => row.model_name))].sort(),
})
