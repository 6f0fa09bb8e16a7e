import { expect, it } from "vitest"
import { clientIp } from "./client-ip"

it("does not read x-forwarded-for unless a proxy of ours is configured", () => {
  expect(clientIp({ peer: "192.0.2.1", forwardedFor: "203.0.113.9", trustedProxies: 0 })).toBe("192.0.2.1")
})

it("takes the entry our own proxy wrote, whatever the client claimed before it", () => {
  const forwardedFor = "10.9.9.9, 203.0.113.9"
  expect(clientIp({ peer: "127.0.0.1", forwardedFor, trustedProxies: 1 })).toBe("203.0.113.9")
  expect(clientIp({ peer: "127.0.0.1", forwardedFor: "1.1.1.1, 203.0.113.9, 10.0.0.2", trustedProxies: 2 })).toBe(
    "203.0.113.9",
  )
})

it("falls back to the peer when the header is shorter than promised", () => {
  expect(clientIp({ peer: "127.0.0.1", forwardedFor: "203.0.113.9", trustedProxies: 2 })).toBe("127.0.0.1")
  expect(clientIp({ peer: null, forwardedFor: null, trustedProxies: 1 })).toBe("unknown")
})
