import { Plus } from "lucide-react"
import Link from "next/link"
import { BudgetCell } from "#components/data-table/budget-cell"
import { useVisitor } from "#components/nav/visitor-context"
import { Badge } from "#components/ui/badge"
import { Button } from "#components/ui/button"
import { Card, CardHeader, CardTitle } from "#components/ui/card"
import { Table, Tbody, Td, THead, Th, Tr } from "#components/ui/table"
import { withQuery } from "#lib/ui/api"
import { type KeyRow, keyTitle } from "#lib/ui/key-row"
import { makesKeys } from "#lib/ui/visitor"
import { keysCardWords } from "#lib/ui/words/components-data-table"
import { terms } from "#lib/ui/words/terms"

interface KeysCardProps {
  keys: readonly KeyRow[]
  /** Where a key for this team or user is made. */
  createHref: string
  /** Said when there are none. */
  none: string
}

/** The keys of a team or a user, each a link to its row on the Keys page. */
export function KeysCard({ keys, createHref, none }: KeysCardProps) {
  const makes = makesKeys(useVisitor())
  return (
    <Card className="overflow-hidden">
      <CardHeader className="items-center pb-3">
        <CardTitle>{keysCardWords.title}</CardTitle>
        {makes && (
          <Button asChild variant="outline" size="sm">
            <Link href={createHref} prefetch={false}>
              <Plus aria-hidden />
              {keysCardWords.create}
            </Link>
          </Button>
        )}
      </CardHeader>
      {keys.length === 0 ? (
        <p className="border-line border-t px-5 py-6 text-muted text-sm">{none}</p>
      ) : (
        <Table aria-label={keysCardWords.title}>
          <THead>
            <tr>
              <Th className="pl-5">{terms.key}</Th>
              <Th className="hidden sm:table-cell">{terms.status}</Th>
              <Th className="pr-5">{terms.spend}</Th>
            </tr>
          </THead>
          <Tbody>
            {keys.map((key) => (
              <Tr key={key.token}>
                <Td className="h-16 w-full max-w-0 pl-5">
                  <Link
                    href={withQuery("/ui/keys", { q: key.token.slice(0, 16) })}
                    prefetch={false}
                    className="block truncate font-medium hover:underline"
                  >
                    {keyTitle(key)}
                  </Link>
                  {key.key_alias !== null && (
                    <span className="block truncate font-mono text-faint text-xs">{key.key_name}</span>
                  )}
                </Td>
                <Td className="hidden sm:table-cell">
                  <Badge tone={key.status === "active" ? "success" : "danger"} dot className="capitalize">
                    {key.status}
                  </Badge>
                </Td>
                <Td className="w-56 min-w-40 pr-5">
                  <BudgetCell row={key} />
                </Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      )}
    </Card>
  )
}
