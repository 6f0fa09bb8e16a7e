"use client"

import { CodeBlock } from "#components/ui/code-block"
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "#components/ui/dialog"
import { CONFIG_EXAMPLE, reloadCommand } from "#lib/ui/snippets/config"
import { configHelpWords } from "#lib/ui/words/models"

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
            {name === null ? configHelpWords.title : configHelpWords.titleOf(name)}
          </DialogTitle>
          <DialogDescription>
            {name === null ? configHelpWords.description : configHelpWords.descriptionOfOne}
          </DialogDescription>
        </DialogHeader>
        <CodeBlock label="config.yaml" code={CONFIG_EXAMPLE} />
        <p className="mt-4 mb-2 text-muted text-sm">{configHelpWords.reload}</p>
        <ReloadCommand />
      </DialogContent>
    </Dialog>
  )
}

/** Rendered in the open dialog only: the server does not know the address the visitor uses. */
function ReloadCommand() {
  return <CodeBlock label={configHelpWords.reloadCommand} code={reloadCommand(window.location.origin)} wrap />
}
