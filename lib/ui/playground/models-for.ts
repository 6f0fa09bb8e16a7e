import type { Model } from "../api.gen"

const MODES = {
  chat: ["chat", "responses", "completion"],
  images: ["image_generation"],
  speech: ["audio_speech"],
  transcription: ["audio_transcription"],
  embeddings: ["embedding"],
} as const

export type PlaygroundKind = keyof typeof MODES

/** The names clients can ask for something of this kind; all there are when none is said to be of it. */
export function modelsFor(models: readonly Model[], kind: PlaygroundKind): readonly string[] {
  const names = (rows: readonly Model[]) => [...new Set(rows.map(({ model_name }) => model_name))].sort()
  const modes: readonly string[] = MODES[kind]
  const fitting = models.filter(({ model_info: info }) => modes.includes(info.mode) && info.blocked !== true)
  return names(fitting.length > 0 ? fitting : models)
}
