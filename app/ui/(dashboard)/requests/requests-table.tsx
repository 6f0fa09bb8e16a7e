import { toast } from "sonner"
import { Day } from "#components/data-table/day"
import { Badge, type Tone } from "#components/ui/badge"
import { Button } from "#components/ui/button"
import { Table, Tbody, Td, THead, Th, Tr } from "#components/ui/table"
import type { BudgetRequest } from "#lib/ui/api.gen"
import { askerText, changeText, subjectText, useWithdraw } from "#lib/ui/budget-request"
import { budgetRequestsWords as words } from "#lib/ui/words/budget-requests"

const STATES: Readonly<Record<BudgetRequest["status"], readonly [text: string, tone: Tone]>> = {
  pending: [words.states.pending, "info"],
  approved: [words.states.approved, "success"],
  declined: [words.states.declined, "danger"],
  withdrawn: [words.states.withdrawn, "neutral"],
}

export interface OpenDecision {
  readonly request: BudgetRequest
  readonly decision: "approve" | "decline"
}

interface RequestsTableProps {
  rows: readonly BudgetRequest[]
  onDecide: (open: OpenDecision) => void
}

/** The requests, who asked for what and why. On a phone what a column says stands under the name. */
export function RequestsTable({ rows, onDecide }: RequestsTableProps) {
  return (
    <Table aria-label={words.title}>
      <THead>
        <tr>
          <Th className="pl-5 max-sm:pl-4">{words.columns.request}</Th>
          <Th className="hidden md:table-cell">{words.columns.budget}</Th>
          <Th className="hidden lg:table-cell">{words.columns.asked}</Th>
          <Th>{words.columns.state}</Th>
        </tr>
      </THead>
      <Tbody>
        {rows.map((request) => (
          <Tr key={request.request_id}>
            <Td className="w-2/5 max-w-0 py-3 pl-5 align-top max-sm:w-3/5 max-sm:pl-4">
              <span className="block truncate font-medium">{subjectText(request)}</span>
              <span className="block truncate text-muted text-xs">{askerText(request)}</span>
              <span className="mt-1 block text-xs tabular-nums md:hidden">{changeText(request)}</span>
              {request.reason !== null && (
                <span className="mt-1 block whitespace-pre-line break-words text-muted text-sm">{request.reason}</span>
              )}
            </Td>
            <Td className="hidden whitespace-nowrap py-3 align-top tabular-nums md:table-cell">
              {changeText(request)}
            </Td>
            <Td className="hidden whitespace-nowrap py-3 align-top text-muted lg:table-cell">
              <Day at={request.created_at} />
            </Td>
            <Td className="py-3 pr-4 align-top">
              <State request={request} onDecide={onDecide} />
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  )
}

function State({ request, onDecide }: { request: BudgetRequest; onDecide: RequestsTableProps["onDecide"] }) {
  const withdraw = useWithdraw()
  const [text, tone] = STATES[request.status]
  const named = `${askerText(request)}, ${subjectText(request)}`
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Badge tone={tone}>{text}</Badge>
      {request.can_decide && (
        <>
          <Button
            size="sm"
            aria-label={words.approveThis(named)}
            onClick={() => onDecide({ request, decision: "approve" })}
          >
            {words.approve}
          </Button>
          <Button
            size="sm"
            variant="outline"
            aria-label={words.declineThis(named)}
            onClick={() => onDecide({ request, decision: "decline" })}
          >
            {words.decline}
          </Button>
        </>
      )}
      {request.can_withdraw && (
        <Button
          size="sm"
          variant="outline"
          loading={withdraw.isPending}
          aria-label={words.withdrawThis(subjectText(request))}
          onClick={() =>
            withdraw.mutate(
              { request_id: request.request_id },
              { onError: (e) => toast.error(words.notWithdrawn, { description: e.message }) },
            )
          }
        >
          {words.withdraw}
        </Button>
      )}
      {request.note !== null && (
        <span className="w-full whitespace-pre-line break-words text-muted text-xs">{request.note}</span>
      )}
    </span>
  )
}
