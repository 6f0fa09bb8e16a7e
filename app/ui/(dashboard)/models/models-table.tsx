import { RowActions } from "#components/data-table/row-actions"
import { useVisitor } from "#components/nav/visitor-context"
import { Badge } from "#components/ui/badge"
import { CopyButton } from "#components/ui/copy-button"
import { Table, Tbody, Td, THead, Th, Tr } from "#components/ui/table"
import type { Model } from "#lib/ui/api.gen"
import { cn } from "#lib/ui/cn"
import { paramOf, usdPerMillion } from "#lib/ui/deployment-row"
import { formatCompact, formatUsdExact } from "#lib/ui/format"
import { managesModels } from "#lib/ui/visitor"
import { modelsTableWords as words } from "#lib/ui/words/models"
import { terms } from "#lib/ui/words/terms"
import { ModelTest, ModelTestButton } from "./model-test"
import { useModelTest } from "./queries"
import { type OpenModelDialog, useModelActions } from "./use-model-actions"

interface ModelsTableProps {
  rows: readonly Model[]
  onOpen: (dialog: OpenModelDialog) => void
}

/** One row a deployment; the result of a test stands below its row. */
export function ModelsTable({ rows, onOpen }: ModelsTableProps) {
  const manages = managesModels(useVisitor())
  return (
    <Table aria-label={words.label}>
      <THead>
        <tr>
          <Th>{terms.model}</Th>
          <Th className="max-md:hidden">{terms.provider}</Th>
          <Th className="max-lg:hidden">{words.mode}</Th>
          <Th numeric className="max-sm:hidden">
            {words.inputPerMillion}
          </Th>
          <Th numeric className="max-sm:hidden">
            {words.outputPerMillion}
          </Th>
          <Th numeric className="max-lg:hidden">
            {words.context}
          </Th>
          {manages && (
            <Th>
              <span className="sr-only">{words.testAndActions}</span>
            </Th>
          )}
        </tr>
      </THead>
      <Tbody>
        {rows.map((row) => (
          <DeploymentTableRow key={row.model_info.id} row={row} manages={manages} onOpen={onOpen} />
        ))}
      </Tbody>
    </Table>
  )
}

interface DeploymentTableRowProps extends Pick<ModelsTableProps, "onOpen"> {
  row: Model
  manages: boolean
}

function DeploymentTableRow({ row, manages, onOpen }: DeploymentTableRowProps) {
  const actions = useModelActions(row, onOpen)
  const test = useModelTest(row.model_info.id)
  const info = row.model_info
  return (
    <>
      <Tr className={cn(test.isIdle || "border-b-0")}>
        <NameCell row={row} />
        <Td className="text-muted max-md:hidden">{info.litellm_provider ?? "–"}</Td>
        <Td className="text-muted max-lg:hidden">{info.mode ?? "–"}</Td>
        {!info.priced ? (
          <Td colSpan={2} className="text-right max-sm:hidden">
            <Unpriced />
          </Td>
        ) : (
          <>
            <Price usdPerToken={info.input_cost_per_token} />
            <Price usdPerToken={info.output_cost_per_token} />
          </>
        )}
        <Td numeric className="text-muted max-lg:hidden">
          {info.max_input_tokens ? formatCompact(info.max_input_tokens) : "–"}
        </Td>
        {manages && (
          <Td className="w-px whitespace-nowrap pr-3 pl-0 text-right max-sm:pr-1">
            <ModelTestButton test={test} name={row.model_name} />
            <RowActions subject={row.model_name} actions={actions} />
          </Td>
        )}
      </Tr>
      <ModelTest test={test} name={row.model_name} columns={7} />
    </>
  )
}

function NameCell({ row }: { row: Model }) {
  const price = usdPerMillion(row.model_info.input_cost_per_token)
  const out = usdPerMillion(row.model_info.output_cost_per_token)
  return (
    <Td className="w-2/5 max-w-0 py-2 max-sm:w-full">
      <span className="flex items-center gap-1">
        <span className="truncate font-medium">{row.model_name}</span>
        <CopyButton
          value={row.model_name}
          label={words.copy(row.model_name)}
          className="-my-1.5 size-7 opacity-60 hover:opacity-100 focus-visible:opacity-100 [&_svg]:size-3.5"
        />
      </span>
      <span className="block truncate font-mono text-faint text-xs" title={paramOf(row, "api_base") ?? undefined}>
        {paramOf(row, "model")}
      </span>
      <span className="mt-1 flex flex-wrap gap-1.5">
        {row.model_info.blocked === true && (
          <Badge tone="danger" title={words.blockedTitle}>
            {terms.blocked}
          </Badge>
        )}
        {!row.model_info.db_model && <Badge title={words.configFileTitle}>{words.configFile}</Badge>}
      </span>
      <span className="mt-1 block text-muted text-xs sm:hidden">
        {price === null || out === null ? <Unpriced /> : words.prices(formatUsdExact(price), formatUsdExact(out))}
      </span>
    </Td>
  )
}

function Price({ usdPerToken }: { usdPerToken: number | null | undefined }) {
  const price = usdPerMillion(usdPerToken)
  return (
    <Td numeric className="max-sm:hidden">
      {price === null ? <span className="text-faint">–</span> : price === 0 ? words.free : formatUsdExact(price)}
    </Td>
  )
}

function Unpriced() {
  return (
    <Badge tone="warning" title={words.unpricedTitle}>
      {words.unpriced}
    </Badge>
  )
}
