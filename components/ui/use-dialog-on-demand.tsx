import { type ComponentType, useEffect, useState } from "react"
import { toast } from "sonner"
import { uiWords } from "#lib/ui/words/components-ui"

/**
 * A dialog whose script is fetched when it is first to be open: null until it is here, and from then on the dialog, which is told
 * whether it is open. Where it cannot be fetched a message says so, and `onClose` is called.
 */
export function useDialogOnDemand<Props>(
  load: () => Promise<ComponentType<Props>>,
  { open, onClose }: { readonly open: boolean; readonly onClose: () => void },
): ComponentType<Props> | null {
  const [dialog, setDialog] = useState<ComponentType<Props> | null>(null)
  const wanted = open && dialog === null

  useEffect(() => {
    if (!wanted) return
    let current = true
    load().then(
      (loaded) => current && setDialog(() => loaded),
      () => {
        if (!current) return
        toast.error(uiWords.partNotLoaded)
        onClose()
      },
    )
    return () => {
      current = false
    }
  }, [wanted, load, onClose])

  return dialog
}

/** For the button that opens a dialog: its script is fetched when the button is pointed at or focused. */
export function fetchedAhead(load: () => Promise<unknown>) {
  /** A failure is told with the click. */
  const prepare = () => void load().catch(() => undefined)
  return { onPointerEnter: prepare, onFocus: prepare }
}
