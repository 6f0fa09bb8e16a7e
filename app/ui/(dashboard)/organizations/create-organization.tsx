"use client"

import { Plus } from "lucide-react"
import { useRouter } from "next/navigation"
import { toast } from "sonner"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import { FormButtons, FormDialog } from "#components/ui/form-dialog"
import { withQuery } from "#lib/ui/api"
import {
  EMPTY_ORGANIZATION_FORM,
  type OrganizationForm,
  organizationBody,
  organizationTitle,
} from "#lib/ui/organization-form"
import { managesOrganizations } from "#lib/ui/visitor"
import { organizationDialogWords } from "#lib/ui/words/organizations"
import { OrganizationFormView } from "./organization-form-view"
import { useCreateOrganization } from "./queries"
import { useCreatingOrganization } from "./use-organization-filters"

const words = organizationDialogWords.create

/** The button and the form behind it. The new organization's page is where members and teams are added, so it goes there. */
export function CreateOrganization() {
  const manages = managesOrganizations(useVisitor())
  const [open, setOpen] = useCreatingOrganization()
  const create = useCreateOrganization()
  const router = useRouter()

  function change(opens: boolean) {
    if (opens) create.reset()
    void setOpen(opens || null)
  }

  function submit(form: OrganizationForm) {
    create.mutate(organizationBody(form), {
      onSuccess: (made) => {
        toast.success(words.done(organizationTitle(made)))
        router.push(withQuery("/ui/organizations/organization", { id: made.organization_id }))
      },
    })
  }

  if (!manages) return null
  return (
    <>
      <Button onClick={() => change(true)}>
        <Plus aria-hidden />
        {words.title}
      </Button>
      <FormDialog open={open} onOpenChange={change} title={words.title} description={words.description}>
        <OrganizationFormView initial={EMPTY_ORGANIZATION_FORM} whole error={create.error} onSubmit={submit}>
          <FormButtons action={words.title} pending={create.isPending} />
        </OrganizationFormView>
      </FormDialog>
    </>
  )
}
