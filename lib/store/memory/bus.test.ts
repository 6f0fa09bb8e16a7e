import { busContract, keptLog } from "#lib/store/bus-contract"
import { MemoryBus } from "./bus"

busContract("a bus in memory", async () => {
  const { log, logged } = keptLog()
  return { bus: new MemoryBus(log), logged }
})
