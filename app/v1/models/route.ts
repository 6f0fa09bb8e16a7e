export { serve as GET } from "#lib/server/next"
