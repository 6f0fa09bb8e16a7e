"use client"

import { useWindowVirtualizer } from "@tanstack/react-virtual"
import { type Ref, useEffect, useEffectEvent, useImperativeHandle, useLayoutEffect, useRef, useState } from "react"
import { Table, Tbody, THead, Th } from "#components/ui/table"
import type { LogRow } from "#lib/ui/api.gen"
import { logsWords } from "#lib/ui/words/logs"
import { terms } from "#lib/ui/words/terms"
import { LogTableRow } from "./log-table-row"
import { logsHref, useLogFilters } from "./use-log-filters"

const words = logsWords.table
/** A row is that high, its line included, until it has been measured. */
const ROW_PX = 49
/** Rows drawn beyond the window's edges, so that scrolling finds them there. */
const BEYOND = 20

export interface LogsTableHandle {
  /** Brings the row into sight and puts the focus on it. */
  focus(index: number): void
  /** The request whose row has the focus. */
  focused(): string | undefined
}

interface LogsTableProps {
  rows: readonly LogRow[]
  openId: string | null
  onOpen: (requestId: string) => void
  /** The end of what is loaded is about to be seen; null: nothing to do about it. */
  onEndInSight: (() => void) | null
  ref: Ref<LogsTableHandle>
}

/** One row a request, newest first; only those in sight are drawn. */
export function LogsTable({ rows, openId, onOpen, onEndInSight, ref }: LogsTableProps) {
  const [filters] = useLogFilters()
  const { body, virtual } = useRowsInSight(rows)
  const seen = virtual.getVirtualItems()
  const margin = virtual.options.scrollMargin
  const lastSeen = seen.at(-1)?.index ?? 0
  const above = (seen[0]?.start ?? margin) - margin
  const below = virtual.getTotalSize() - ((seen.at(-1)?.end ?? margin) - margin)

  const endInSight = useEffectEvent(() => onEndInSight?.())
  useEffect(() => {
    if (lastSeen >= rows.length - BEYOND) endInSight()
  }, [lastSeen, rows.length])

  const linkOf = (id: string) => body.current?.querySelector<HTMLElement>(`a[data-request-id="${CSS.escape(id)}"]`)
  useImperativeHandle(ref, () => ({
    focus(index) {
      const id = rows[index]?.request_id
      if (id === undefined) return
      virtual.scrollToIndex(index)
      // A row that was out of sight is drawn after the scroll.
      const there = linkOf(id)
      if (there) there.focus({ preventScroll: true })
      else requestAnimationFrame(() => requestAnimationFrame(() => linkOf(id)?.focus({ preventScroll: true })))
    },
    focused: () => {
      const { activeElement } = document
      return activeElement instanceof HTMLElement ? activeElement.dataset.requestId : undefined
    },
  }))

  return (
    <Table aria-label={words.label} aria-rowcount={rows.length + 1} className="table-fixed">
      <Heads />
      <Tbody ref={body}>
        <Gap px={above} />
        {seen.map(({ index }) => {
          const row = rows[index]
          return (
            row && (
              <LogTableRow
                key={row.request_id}
                ref={virtual.measureElement}
                index={index}
                row={row}
                open={row.request_id === openId}
                href={logsHref({ ...filters, row: row.request_id })}
                onOpen={onOpen}
              />
            )
          )
        })}
        <Gap px={below} />
      </Tbody>
    </Table>
  )
}

/** Which rows the window shows, by where the table's body begins on the page. */
function useRowsInSight(rows: readonly LogRow[]) {
  const body = useRef<HTMLTableSectionElement>(null)
  const [margin, setMargin] = useState(0)
  // Whatever stands above the table may have changed its height.
  useLayoutEffect(() => {
    const top = body.current?.getBoundingClientRect().top
    if (top !== undefined) setMargin(Math.round(top + window.scrollY))
  })
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => rows[index]?.request_id ?? index,
    overscan: BEYOND,
    scrollMargin: margin,
    scrollPaddingStart: 60,
    scrollPaddingEnd: 20,
  })
  return { body, virtual }
}

/** The place of rows that are not drawn. One cell: a wider one would make room for columns a narrow window does not show. */
function Gap({ px }: { px: number }) {
  if (px <= 0) return null
  return (
    <tr aria-hidden data-gap>
      <td style={{ height: px }} className="p-0" />
    </tr>
  )
}

function Heads() {
  return (
    <THead>
      <tr>
        <Th className="w-24 max-sm:pr-0 sm:w-36">{words.time}</Th>
        <Th className="w-30 max-sm:hidden">{terms.status}</Th>
        <Th>{terms.model}</Th>
        <Th className="w-29 max-md:hidden">{terms.key}</Th>
        <Th numeric className="w-28 max-md:hidden">
          {terms.tokens}
        </Th>
        <Th numeric className="w-25 sm:w-30">
          {terms.cost}
        </Th>
        <Th numeric className="w-24 max-lg:hidden">
          {words.firstToken}
        </Th>
        <Th numeric className="w-22 max-sm:hidden">
          {words.duration}
        </Th>
      </tr>
    </THead>
  )
}
