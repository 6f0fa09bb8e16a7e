import { Card, CardBody, CardHeader, CardTitle } from "#components/ui/card"
import { CodeBlock } from "#components/ui/code-block"
import { Phrase } from "#components/ui/phrase"
import { KEY_PLACEHOLDER } from "#lib/ui/snippets/key-placeholder"
import type { Snippet } from "#lib/ui/snippets/snippet"
import { connectWords } from "#lib/ui/words/connect"

const words = connectWords.snippet

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
        <CodeBlock code={snippet.code} label={words.example(snippet.label)} />
        {snippet.note && <p className="text-muted text-sm">{snippet.note}</p>}
        <ul className="space-y-1 text-faint text-xs">
          {isPlaceholder && (
            <li>
              <Phrase
                text={words.putKey}
                parts={{ placeholder: <code className="font-mono text-ink">{KEY_PLACEHOLDER}</code> }}
              />
            </li>
          )}
          {/^http:\/\/(localhost|127\.)/.test(origin) && <li>{words.localAddress}</li>}
        </ul>
      </CardBody>
    </Card>
  )
}
