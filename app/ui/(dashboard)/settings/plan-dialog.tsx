import { Button } from "#components/ui/button"
import {
  Dialog,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "#components/ui/dialog"
import type { SettingsPlan } from "#lib/ui/api.gen"
import { actions } from "#lib/ui/words/actions"
import { settingsDraftWords } from "#lib/ui/words/settings"
import { ChangeList } from "./change-list"
import { FindingLines } from "./finding-lines"
import { useSaveSettings, type Wanted } from "./queries"

interface PlanDialogProps {
  title: string
  action: string
  plan: SettingsPlan
  wanted: Wanted
  onSaved: (version: number) => void
  onClose: () => void
}

/** What would differ, and what the loader says of it, before it is saved. */
export function PlanDialog({ title, action, plan, wanted, onSaved, onClose }: PlanDialogProps) {
  const save = useSaveSettings()
  const nothing = plan.changes.length === 0
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{title}</DialogTitle>
          <DialogDescription>
            {nothing ? settingsDraftWords.plan.nothing : settingsDraftWords.plan.description}
          </DialogDescription>
        </DialogHeader>
        <ChangeList changes={plan.changes} />
        <FindingLines findings={plan.findings} whole />
        {save.isError && (
          <p role="alert" className="mt-3 rounded-md bg-danger-soft px-3 py-2 text-danger text-sm">
            {save.error.message}
          </p>
        )}
        <DialogFooter>
          <DialogClose asChild>
            <Button variant="outline">{actions.cancel}</Button>
          </DialogClose>
          <Button
            loading={save.isPending}
            disabled={nothing || !plan.ok}
            onClick={() =>
              save.mutate({ wanted, from: plan.from_version }, { onSuccess: ({ version }) => onSaved(version) })
            }
          >
            {action}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
