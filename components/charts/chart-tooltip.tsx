import type { ChartSeries } from "./chart-series"

interface ChartTooltipProps {
  active: boolean
  category: string | number | undefined
  categories: readonly string[]
  series: readonly ChartSeries[]
  formatCategory: (category: string) => string
  formatValue: (value: number) => string
}

/** One category's layers, the largest first, and their sum. Layers without a value are left out. */
export function ChartTooltip({ active, category, categories, series, formatCategory, formatValue }: ChartTooltipProps) {
  const index = categories.indexOf(String(category))
  if (!active || index < 0) return null
  const parts = series
    .map((layer) => ({ ...layer, value: layer.values[index] ?? 0 }))
    .filter((part) => part.value > 0)
    .sort((a, b) => b.value - a.value)
  const total = parts.reduce((sum, part) => sum + part.value, 0)
  return (
    <div className="min-w-44 max-w-72 rounded-lg border border-line bg-raised px-3 py-2 text-xs shadow-overlay">
      <div className="flex justify-between gap-6 font-medium text-ink">
        <span>{formatCategory(String(category))}</span>
        <span className="tabular-nums">{formatValue(total)}</span>
      </div>
      {parts.length > 0 && (
        <ul className="mt-1.5 space-y-1 border-line border-t pt-1.5">
          {parts.map((part) => (
            <li key={part.id} className="flex items-center gap-2 text-muted">
              <span className="size-2 shrink-0 rounded-xs" style={{ background: part.color }} aria-hidden />
              <span className="min-w-0 flex-1 truncate">{part.label}</span>
              <span className="text-ink tabular-nums">{formatValue(part.value)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
