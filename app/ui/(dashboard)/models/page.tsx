import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { CreateModel } from "./create-model"
import { ModelsView } from "./models-view"

export const metadata: Metadata = { title: "Models" }

/** The deployments behind the model names that clients ask for. */
export default function ModelsPage() {
  return (
    <>
      <PageHeader
        title="Models"
        description="The names clients ask for and the deployments that answer. Several under one name share its load."
        actions={<CreateModel />}
      />
      <ModelsView />
    </>
  )
}
