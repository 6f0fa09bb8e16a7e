import { useQuery } from "@tanstack/react-query"
import { ChartColumn } from "lucide-react"
import Link from "next/link"
import { Button } from "#components/ui/button"
import { Card } from "#components/ui/card"
import { CodeBlock } from "#components/ui/code-block"
import { EmptyState } from "#components/ui/empty-state"
import { firstRequest } from "#lib/ui/first-request"
import { modelNamesQuery } from "#lib/ui/models-query"
import { usageWords } from "#lib/ui/words/usage"

const words = usageWords.empty

/** No traffic in the range: how to make some. */
export function UsageEmpty() {
  const { data: models = [] } = useQuery(modelNamesQuery)
  return (
    <Card className="pb-10">
      <EmptyState
        icon={ChartColumn}
        title={words.title}
        description={words.description}
        action={
          <Button asChild>
            <Link href="/ui/keys?create=true">{words.createKey}</Link>
          </Button>
        }
        className="pb-6"
      />
      <CodeBlock
        label={words.code}
        code={firstRequest(globalThis.location.origin, models)}
        className="mx-auto max-w-2xl text-left max-sm:mx-4"
      />
    </Card>
  )
}
