import { closest } from "#lib/core/closest"

const words = (text: string): readonly string[] => text.trim().split(/\s+/)

/** Amazon's regions (docs.aws.amazon.com/general/latest/gr/rande.html), China's and the US government's among them. */
export const AWS_REGIONS = words(`
  us-east-1 us-east-2 us-west-1 us-west-2 us-gov-east-1 us-gov-west-1 ca-central-1 ca-west-1 mx-central-1 sa-east-1
  eu-central-1 eu-central-2 eu-west-1 eu-west-2 eu-west-3 eu-north-1 eu-south-1 eu-south-2
  me-central-1 me-south-1 il-central-1 af-south-1 cn-north-1 cn-northwest-1
  ap-south-1 ap-south-2 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3
  ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7
`)

/** Google's locations (cloud.google.com/vertex-ai/docs/general/locations), the multi-regions and `global`. */
export const VERTEX_LOCATIONS = words(`
  global us eu us-central1 us-east1 us-east4 us-east5 us-south1 us-west1 us-west2 us-west3 us-west4
  northamerica-northeast1 northamerica-northeast2 northamerica-south1 southamerica-east1 southamerica-west1
  europe-central2 europe-north1 europe-north2 europe-southwest1 europe-west1 europe-west2 europe-west3 europe-west4
  europe-west6 europe-west8 europe-west9 europe-west10 europe-west12 me-central1 me-central2 me-west1 africa-south1
  asia-east1 asia-east2 asia-northeast1 asia-northeast2 asia-northeast3 asia-south1 asia-south2
  asia-southeast1 asia-southeast2 asia-southeast3 australia-southeast1 australia-southeast2
`)

/** The end of an error about a region: those it may have been meant to be, or what regions look like. */
export function regionHint(region: string, known: readonly string[], examples: string): string {
  const near = closest(region, known)
  return near.length > 0 ? `Did you mean ${near.join(" or ")}?` : `Regions look like ${examples}.`
}
