import { useRouter } from "next/navigation"
import { toast } from "sonner"
import { FormButtons, FormDialog, useFreshForm } from "#components/ui/form-dialog"
import { withQuery } from "#lib/ui/api"
import {
  EMPTY_ORGANIZATION_FORM,
  type OrganizationForm,
  organizationBody,
  organizationTitle,
} from "#lib/ui/organization-form"
import { organizationDialogWords } from "#lib/ui/words/organization-dialogs"
import { organizationsWords } from "#lib/ui/words/organizations"
import { OrganizationFormView } from "./organization-form-view"
import { useCreateOrganization } from "./queries"

const words = organizationDialogWords.create

interface CreateOrganizationDialogProps {
  open: boolean
  onClose: () => void
}

/** The form for a new organization. Its page is where members and teams are added, so it goes there. */
export function CreateOrganizationDialog({ open, onClose }: CreateOrganizationDialogProps) {
  const create = useCreateOrganization()
  const router = useRouter()
  useFreshForm(open, create)

  function submit(form: OrganizationForm) {
    create.mutate(organizationBody(form), {
      onSuccess: (made) => {
        toast.success(words.done(organizationTitle(made)))
        router.push(withQuery("/ui/organizations/organization", { id: made.organization_id }))
      },
    })
  }

  return (
    <FormDialog open={open} onOpenChange={onClose} title={organizationsWords.create} description={words.description}>
      <OrganizationFormView initial={EMPTY_ORGANIZATION_FORM} whole error={create.error} onSubmit={submit}>
        <FormButtons action={organizationsWords.create} pending={create.isPending} />
      </OrganizationFormView>
    </FormDialog>
  )
}
