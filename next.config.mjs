/** Set while the npm package is made (`npm pack`). */
const packing = process.env.TOLLGATE_PACKING === "1"

/**
 * Left out of the bundles and loaded from node_modules, which halves the build. Next refers to them by links in
 * .next/node_modules, and those do not get into an npm package: there everything is bundled.
 */
const external = ["drizzle-orm", "gpt-tokenizer", "lru-cache", "postgres", "undici", "yaml"]

/** For what neither proxy.ts nor the API's own door answers: the login's endpoints, scripts and styles, the way to /ui. */
const safeHeaders = [
  { key: "x-content-type-options", value: "nosniff" },
  { key: "x-frame-options", value: "DENY" },
  { key: "referrer-policy", value: "same-origin" },
  { key: "content-security-policy", value: "default-src 'none'; frame-ancestors 'none'" },
]

/** @type {import("next").NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  serverExternalPackages: packing ? [] : external,
  /** The optimizer would bring a native image library along for a logo. */
  images: { unoptimized: true },
  /** `npm run check` does this, in a fraction of the time; the build stays quick. */
  typescript: { ignoreBuildErrors: true },
  headers: async () => ["/", "/api/auth/:path*", "/_next/:path*"].map((source) => ({ source, headers: safeHeaders })),
}

export default config
