import { notFound } from "next/navigation"

/** Every address under /ui that is no page: a 404 inside the dashboard, not the API's. */
export default function MissingPage() {
  notFound()
}
