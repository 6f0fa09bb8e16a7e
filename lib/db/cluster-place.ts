import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs"
import { homedir } from "node:os"
import { dirname, join, resolve } from "node:path"
import { changeOwner, chooseRunAs, type RunAs, reaches } from "./run-as"

/** Where root keeps a cluster whose user cannot reach the data directory (one below /root, say). */
const ELSEWHERE = process.platform === "darwin" ? "/usr/local/var/tollgate" : "/var/lib/tollgate"

/** Where the embedded server's files live, and whose they are. */
export interface ClusterPlace {
  /** The gateway's data directory, absolute and without links. */
  readonly dataDir: string
  /** `<dataDir>/postgres`: the cluster, or a link to it. */
  readonly cluster: string
  /** A directory that the server's user reaches, for new clusters and copied programs. */
  readonly home: string
  readonly runAs: RunAs | undefined
}

/** Makes the data directory (mode 0700) and decides who runs the server and where. Throws when the directory cannot serve. */
export function prepareClusterPlace(directory: string): ClusterPlace {
  if (process.platform === "win32")
    throw new Error("The embedded database does not run on Windows. Set DATABASE_URL to a Postgres server, or use WSL.")
  const asked = resolve(directory)
  mkdirSync(dirname(asked), { recursive: true })
  mkdirSync(asked, { recursive: true, mode: 0o700 })
  const dataDir = realpathSync(asked)
  refuseSharedDirectory(dataDir)
  const cluster = join(dataDir, "postgres")
  const runAs = chooseRunAs(dataDir, cluster)
  refuseForeignOwner(existsSync(cluster) ? cluster : dataDir, runAs)
  chmodSync(dataDir, 0o700)
  if (runAs === undefined) return { dataDir, cluster, home: dataDir, runAs }
  const near = reaches(dirname(dataDir), runAs)
  if (near) changeOwner(dataDir, runAs)
  if (!near) mkdirSync(ELSEWHERE, { recursive: true, mode: 0o755 })
  return { dataDir, cluster, home: near ? dataDir : ELSEWHERE, runAs }
}

/** The directory becomes private to one user: one that others use, or that holds a person's or a project's files, is a mistake. */
function refuseSharedDirectory(dataDir: string): void {
  const shared = (statSync(dataDir).mode & 0o1002) !== 0
  const holdsOtherThings = [homedir(), process.cwd(), "/"].includes(dataDir)
  if (shared || holdsOtherThings)
    throw new Error(
      `The data directory ${dataDir} is not a directory of its own. Set TOLLGATE_DATA_DIR to one that only the gateway uses.`,
    )
}

function refuseForeignOwner(path: string, runAs: RunAs | undefined): void {
  const { uid } = statSync(path)
  if (runAs === undefined && uid !== process.getuid?.())
    throw new Error(
      `${path} belongs to another user (id ${uid}). Start as that user, change its owner, or set TOLLGATE_DATA_DIR.`,
    )
}

/**
 * Makes a cluster with `fill` and puts it in place in one step, so that a cluster that is there is always whole. When
 * another process was faster, its cluster stays and ours goes.
 */
export async function createCluster(place: ClusterPlace, fill: (folder: string) => Promise<void>): Promise<void> {
  refuseDeadLink(place)
  const made = mkdtempSync(join(place.home, "cluster-"))
  changeOwner(made, place.runAs)
  try {
    await fill(made)
    if (place.home === place.dataDir) renameSync(made, place.cluster)
    else symlinkSync(made, place.cluster)
  } catch (e) {
    rmSync(made, { recursive: true, force: true })
    if (!existsSync(place.cluster)) throw e
  }
}

/** A cluster that is missing may be on a disk that is not mounted: only a person knows whether to begin anew. */
function refuseDeadLink({ cluster, home, dataDir }: ClusterPlace): void {
  const link = lstatSync(cluster, { throwIfNoEntry: false })
  if (link === undefined || existsSync(cluster)) return
  throw new Error(
    `${cluster} leads to a database that is not there${home === dataDir ? "" : ` (they are kept in ${home})`}. Bring it back, or remove the link to begin with an empty one.`,
  )
}
