import { toast } from "sonner"
import { CheckedForm } from "#components/form/checked-form"
import { Field } from "#components/form/field"
import { FormButtons, FormDialog } from "#components/ui/form-dialog"
import { Textarea } from "#components/ui/textarea"
import type { BudgetRequest } from "#lib/ui/api.gen"
import {
  type AmountForm,
  amountOf,
  askerText,
  changeText,
  checkAmount,
  subjectText,
  useApprove,
  useDecline,
} from "#lib/ui/budget-request"
import { budgetRequestFormWords } from "#lib/ui/words/budget-request-form"
import { AmountFields } from "./amount-fields"

const { decide } = budgetRequestFormWords

interface DecideDialogProps {
  request: BudgetRequest
  decision: "approve" | "decline"
  onClose: () => void
}

/** Approves a request, perhaps with another amount, or declines it; with a word to who asked. */
export function DecideDialog({ request, decision, onClose }: DecideDialogProps) {
  const approve = useApprove()
  const decline = useDecline()
  const approves = decision === "approve"
  const { request_id, max_budget: nowUsd } = request

  function done(said: string) {
    toast.success(said)
    onClose()
  }

  function send(form: AmountForm) {
    const { usd, words } = amountOf(form)
    const note = words === null ? {} : { note: words }
    if (approves) approve.mutate({ request_id, max_budget: usd, ...note }, { onSuccess: () => done(decide.approved) })
    else decline.mutate({ request_id, ...note }, { onSuccess: () => done(decide.declined) })
  }

  return (
    <FormDialog
      open
      onOpenChange={onClose}
      title={approves ? decide.approveTitle : decide.declineTitle}
      description={decide.description(askerText(request), subjectText(request), changeText(request))}
    >
      <CheckedForm<AmountForm>
        initial={{ amount: String(request.requested_budget), words: "" }}
        check={(form) => (approves ? checkAmount(form, nowUsd) : {})}
        error={approve.error ?? decline.error}
        onSubmit={send}
        fields={(fields) =>
          approves ? (
            <AmountFields {...fields} words={decide.note} nowUsd={nowUsd} />
          ) : (
            <Field id="request-words" label={decide.note} error={fields.errors.words}>
              {(control) => (
                <Textarea
                  {...control}
                  value={fields.form.words}
                  onChange={(event) => fields.set({ words: event.target.value })}
                />
              )}
            </Field>
          )
        }
      >
        <FormButtons
          action={approves ? decide.approve : decide.decline}
          pending={approve.isPending || decline.isPending}
        />
      </CheckedForm>
    </FormDialog>
  )
}
