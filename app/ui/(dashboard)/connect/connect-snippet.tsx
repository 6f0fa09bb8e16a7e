import { Card, CardBody, CardHeader, CardTitle } from "#components/ui/card"
import { CodeBlock } from "#components/ui/code-block"
import { KEY_PLACEHOLDER } from "#lib/ui/snippets"
import type { Snippet } from "#lib/ui/snippets/snippet"

interface ConnectSnippetProps {
  snippet: Snippet
  origin: string
  /** The key in it is none. */
  isPlaceholder: boolean
}

/** The text for one client, and what has to be known besides. */
export function ConnectSnippet({ snippet, origin, isPlaceholder }: ConnectSnippetProps) {
  return (
    <Card className="min-w-0">
      <CardHeader>
        <CardTitle>{snippet.label}</CardTitle>
      </CardHeader>
      <CardBody className="space-y-3">
        <CodeBlock code={snippet.code} label={`${snippet.label} example`} />
        {snippet.note && <p className="text-muted text-sm">{snippet.note}</p>}
        <ul className="space-y-1 text-faint text-xs">
          {isPlaceholder && (
            <li>
              Put a key in place of <code className="font-mono text-ink">{KEY_PLACEHOLDER}</code>. Keys are stored
              nowhere: one that was not copied cannot be shown again.
            </li>
          )}
          {/^http:\/\/(localhost|127\.)/.test(origin) && (
            <li>
              This is the gateway's address on this machine. From another one, use the name or address it has there.
            </li>
          )}
        </ul>
      </CardBody>
    </Card>
  )
}
