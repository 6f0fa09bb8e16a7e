"use client"

import { CodeBlock } from "#components/ui/code-block"
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "#components/ui/dialog"

export const CONFIG_EXAMPLE = `model_list:
  - model_name: fast                  # what clients ask for
    litellm_params:
      model: openai/gpt-4.1-mini      # provider/model
      api_key: os.environ/OPENAI_API_KEY
  - model_name: fast                  # the same name again: load is shared
    litellm_params:
      model: anthropic/claude-haiku-4-5
      api_key: os.environ/ANTHROPIC_API_KEY
  - model_name: local
    litellm_params:
      model: ollama/llama3.2
      api_base: http://localhost:11434`

interface ConfigHelpProps {
  /** The deployment that was to be changed; null to learn how models stand in the file. */
  name: string | null
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** How models are added and changed in config.yaml, and why those of the file are not changed here. */
export function ConfigHelp({ name, open, onOpenChange }: ConfigHelpProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent width="lg">
        <DialogHeader>
          <DialogTitle className="break-words">
            {name === null ? "Models in config.yaml" : `${name} is in config.yaml`}
          </DialogTitle>
          <DialogDescription>
            {name === null
              ? "Provider keys stay in the environment, and the file can be reviewed like code."
              : "The file is read again at every start and reload and would undo a change made here. Change the entry there; or add a deployment with the same name here: the two share its load."}
          </DialogDescription>
        </DialogHeader>
        <CodeBlock label="config.yaml" code={CONFIG_EXAMPLE} />
        <p className="mt-4 mb-2 text-muted text-sm">
          Then load it without dropping a request. If something is wrong with it, the old one keeps running and the
          answer says what and where.
        </p>
        <ReloadCommand />
      </DialogContent>
    </Dialog>
  )
}

/** Rendered in the open dialog only: the server does not know the address the visitor uses. */
function ReloadCommand() {
  const command = `curl -X POST ${window.location.origin}/config/reload -H "Authorization: Bearer $LITELLM_MASTER_KEY"`
  return <CodeBlock label="reload command" code={command} wrap />
}
