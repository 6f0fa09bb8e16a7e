import { toast } from "sonner"
import { CheckedForm } from "#components/form/checked-form"
import { FormButtons, FormDialog } from "#components/ui/form-dialog"
import { amountOf, checkAmount, useAskForBudget } from "#lib/ui/budget-request"
import { budgetRequestFormWords } from "#lib/ui/words/budget-request-form"
import { AmountFields } from "./amount-fields"

const { ask: asking } = budgetRequestFormWords

interface AskBudgetProps {
  title: string
  /** Whose: a key's, one's own in a team, or one's own. */
  wish: { readonly key?: string; readonly team_id?: string }
  /** Dollars there are now. */
  nowUsd: number | null
  onClose: () => void
}

/** Asks whoever may raise this budget to do so. */
export function AskBudget({ title, wish, nowUsd, onClose }: AskBudgetProps) {
  const ask = useAskForBudget()
  return (
    <FormDialog open onOpenChange={onClose} title={title} description={asking.description}>
      <CheckedForm
        initial={{ amount: "", words: "" }}
        check={(form) => checkAmount(form, nowUsd)}
        error={ask.error}
        onSubmit={(form) => {
          const { usd, words } = amountOf(form)
          const sent = { ...wish, max_budget: usd, ...(words === null ? {} : { reason: words }) }
          ask.mutate(sent, {
            onSuccess: () => {
              toast.success(asking.done)
              onClose()
            },
          })
        }}
        fields={(fields) => <AmountFields {...fields} words={asking.reason} nowUsd={nowUsd} />}
      >
        <FormButtons action={asking.action} pending={ask.isPending} />
      </CheckedForm>
    </FormDialog>
  )
}
