import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  type ConfigFile,
  ConfigFileError,
  type Resident,
  readConfigFile,
  type StartOptions,
  startServer,
} from '@resident/embedded'
import { type ServerWish, WrongUsage } from './command-line.ts'

/** A server that listens, and the parts of its configuration that have no effect. */
export interface OpenServer {
  readonly server: Resident
  readonly ignored: readonly string[]
  /** Whether it uses another port than the default, which was in use. */
  readonly moved: boolean
}

/** Starts the server that the command line describes; if that names no port, on the default port or another free one. */
export async function openServer(wish: ServerWish, defaultPort: number): Promise<OpenServer> {
  // redis-server requires the folder to exist; here a folder for future data need not be created first.
  if (wish.dir !== undefined) mkdirSync(wish.dir, { recursive: true })
  const { ignored, ...configured } = read(wish)
  const options = optionsOf(wish, configured)
  const isInFile = (configured.config.port ?? configured.config.bind) !== undefined
  const port = wish.port ?? (isInFile ? undefined : defaultPort)
  try {
    const server = await startServer(port === undefined ? options : { ...options, port })
    return { server, ignored, moved: false }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    if (wish.port === undefined && !isInFile) {
      return { server: await startServer({ ...options, port: 0 }), ignored, moved: true }
    }
    const taken = port ?? configured.config.port ?? ''
    throw new Error(
      `port ${taken} is in use. Find out by whom with 'lsof -i :${taken}', or take another port: --port 0`,
    )
  }
}

function optionsOf(
  { file, hosts, engine, control }: ServerWish,
  { config, users, renames }: Omit<ConfigFile, 'ignored'>,
): StartOptions {
  return {
    engine,
    control,
    config,
    users,
    renames,
    unref: false,
    ...(hosts === undefined ? {} : { host: hosts }),
    ...(file === undefined ? {} : { configFile: resolve(file) }),
  }
}

function read({ file, options }: ServerWish): ConfigFile {
  try {
    return readConfigFile({ file: file === undefined ? undefined : resolve(file), options })
  } catch (error) {
    if (!(error instanceof ConfigFileError)) throw error
    throw file === undefined
      ? new WrongUsage(reasonOf(error), 'serve')
      : new Error(error.message.trimStart())
  }
}

/** Of an option: there is no file whose lines could be meant. */
function reasonOf({ message }: ConfigFileError): string {
  const [option, reason] = message.split('\n').slice(-2) as [string, string]
  const shown = option.replace(/^>>> '(.*)'$/, '--$1')
  return reason.startsWith('Bad directive')
    ? `${shown}: there is no such parameter of redis.conf, or it takes another number of values`
    : `${shown}: ${reason}`
}
