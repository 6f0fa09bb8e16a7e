/** One layer of a chart. */
export interface ChartSeries {
  readonly id: string
  readonly label: string
  /** A CSS colour. */
  readonly color: string
  /** One value for each category. */
  readonly values: readonly number[]
}
