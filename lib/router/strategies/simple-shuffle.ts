import type { Deployment } from "#lib/router/deployment"

/** Picks one of the deployments, each equally likely. `random` gives 0 ≤ n < 1; the list is not empty. */
export function simpleShuffle(deployments: readonly Deployment[], random: () => number): Deployment {
  const picked = deployments[Math.floor(random() * deployments.length)] ?? deployments[0]
  if (picked === undefined) throw new RangeError("no deployment to choose from")
  return picked
}
