import { keepPreviousData, queryOptions, skipToken } from "@tanstack/react-query"
import { apiGet } from "./api"
import type { SubjectActivity } from "./api.gen"
import type { DayRange } from "./time-range"

const REFRESH_MS = 15_000

/** Whose spend it is. */
export interface Subject {
  readonly kind: "team" | "organization"
  readonly id: string
}

/** What somebody spent by day, in the viewer's zone; days are null until the browser has said which that is. */
export function subjectActivityQuery(subject: Subject, range: DayRange | null, offsetMinutes: number) {
  return queryOptions({
    queryKey: [`${subject.kind}s`, "activity", subject.id, range, offsetMinutes],
    queryFn: range ? ({ signal }) => fetchActivity(subject, { range, offsetMinutes }, signal) : skipToken,
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  })
}

function fetchActivity(
  { kind, id }: Subject,
  want: { range: DayRange; offsetMinutes: number },
  signal: AbortSignal,
): Promise<SubjectActivity> {
  const days = { start_date: want.range.start, end_date: want.range.end, timezone: want.offsetMinutes }
  return apiGet<SubjectActivity>(`/${kind}/daily/activity`, { ...days, [`${kind}_ids`]: id }, signal)
}
