import { useRouter } from "next/navigation"
import type { NavItem } from "./items"

/** Goes to where a line of the navigation leads. */
export function useGoTo(): (item: Pick<NavItem, "href" | "outside">) => void {
  const router = useRouter()
  return ({ href, outside }) => {
    if (outside) window.location.assign(href)
    else router.push(href)
  }
}
