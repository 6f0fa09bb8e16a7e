import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { modelsWords } from "#lib/ui/words/models"
import { terms } from "#lib/ui/words/terms"
import { CreateModel } from "./create-model"
import { ModelsView } from "./models-view"

export const metadata: Metadata = { title: terms.models }

/** The deployments behind the model names that clients ask for. */
export default function ModelsPage() {
  return (
    <>
      <PageHeader title={terms.models} description={modelsWords.description} actions={<CreateModel />} />
      <ModelsView />
    </>
  )
}
