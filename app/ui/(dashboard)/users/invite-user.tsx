import { useEffect } from "react"
import { Button } from "#components/ui/button"
import { CopyButton } from "#components/ui/copy-button"
import {
  Dialog,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "#components/ui/dialog"
import { ErrorState } from "#components/ui/error-state"
import { Skeleton } from "#components/ui/skeleton"
import type { User } from "#lib/ui/api.gen"
import { userTitle } from "#lib/ui/user-form"
import { userDialogWords } from "#lib/ui/words/user-dialogs"
import { useInviteUser } from "./queries"

const words = userDialogWords.invite

/** Makes an invitation at once and shows its link, to be sent to the invited by whatever way one trusts. */
export function InviteUser({ user, onClose }: { user: User; onClose: () => void }) {
  const { mutate, data, error } = useInviteUser(user.user_id)
  useEffect(() => mutate(), [mutate])
  const link = data === undefined ? null : `${window.location.origin}${data.link}`
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle className="break-words">{words.title(userTitle(user))}</DialogTitle>
          <DialogDescription>{words.description}</DialogDescription>
        </DialogHeader>
        {error && <ErrorState title={words.failed} error={error} onRetry={() => mutate()} />}
        {!error && link === null && <Skeleton className="h-12 w-full" />}
        {link !== null && (
          <div className="flex flex-wrap items-center gap-2 rounded-lg border border-line bg-subtle p-2 pl-3.5">
            <code data-testid="invitation-link" className="min-w-0 flex-1 select-all break-all font-mono text-sm">
              {link}
            </code>
            <CopyButton value={link} label={words.copyLink} showLabel variant="default" />
          </div>
        )}
        <DialogFooter>
          <DialogClose asChild>
            <Button variant="outline">{words.done}</Button>
          </DialogClose>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
