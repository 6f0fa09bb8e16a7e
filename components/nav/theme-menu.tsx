"use client"

import { useOnDemand } from "#components/ui/use-on-demand"
import { ThemeButton } from "./theme-button"

const loadChoices = () => import("./theme-choices").then((module) => module.ThemeChoices)

/** Light, dark, or as the system has it. */
export function ThemeMenu() {
  const [Choices, wanting] = useOnDemand(loadChoices)
  return Choices ? <Choices /> : <ThemeButton {...wanting} />
}
