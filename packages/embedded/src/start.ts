import { ascii, fromUtf8 } from '@resident/bytes'
import { allCommands } from '@resident/commands'
import type { EngineChoice } from '@resident/keyspace'
import { scriptingCommands, scriptingOf } from '@resident/scripting'
import {
  createServer,
  restoreImage,
  type Server,
  type ServerImage,
  type TcpAddress,
  UsageError,
} from '@resident/server'
import { checkOptions } from './check-options.ts'
import { controlCommands } from './control/index.ts'
import { forkOptions } from './fork-options.ts'
import type { StartOptions } from './options.ts'
import { KeptData, keepingIn } from './persist/kept-data.ts'
import { OwnedDirectory } from './persist/owned-directory.ts'
import { DEFAULT_PRESET, type EnginePreset, PRESETS } from './preset.ts'
import { type Fork, Resident } from './resident.ts'

const LOCALHOST = '127.0.0.1'

type Config = Readonly<Record<string, string>>

/**
 * Starts a server in this process; resolves when it has loaded its data, if any, and accepts clients. Rejects with a
 * UsageError for an invalid option, or with the system's error if it cannot listen.
 */
export function startServer(options: StartOptions = {}): Promise<Resident> {
  return start(options)
}

/** Begins with the image, where there is one. */
async function start(options: StartOptions, image?: ServerImage): Promise<Resident> {
  checkOptions(options)
  const { persist } = options
  if (persist === undefined) return begin(options, undefined, image)
  const directory = new OwnedDirectory(persist)
  const config = { ...options.config, ...keepingIn(directory) }
  try {
    return await begin({ ...options, config }, directory, image)
  } catch (error) {
    directory.release()
    throw error
  }
}

async function begin(
  options: StartOptions,
  directory: OwnedDirectory | undefined,
  image: ServerImage | undefined,
): Promise<Resident> {
  const { engine = DEFAULT_PRESET, load, unref = isUnderTestRunner() } = options
  const config = configOf(options)
  const server = createServer({
    ...options,
    config,
    engine: typeof engine === 'string' ? preset(engine) : engine,
    commands: [...allCommands, ...scriptingCommands, ...(options.commands ?? [])],
  })
  saveFunctions(server)
  if (unref) server.listeners.unref()
  try {
    if (image !== undefined) restoreImage(server, image)
    else if (load ?? (config.dir !== undefined || config.dbfilename !== undefined)) {
      await server.persistence.load()
    }
    if (options.cluster) server.cluster?.ownAll()
    await listen(server, options)
  } catch (error) {
    await server.close()
    throw error
  }
  const kept = directory && new KeptData(server, directory)
  return handleOf(server, options, kept)
}

/** For a cluster, also says which address to announce: its clients connect to that, and cannot use an empty one. */
function configOf({ cluster, host = LOCALHOST, config = {} }: StartOptions): Config {
  const given = Object.entries(config).filter(([, value]) => value !== undefined)
  const texts = Object.fromEntries(given.map(([name, value]) => [name, String(value)]))
  if (!cluster) return texts
  const [address = LOCALHOST] = typeof host === 'string' ? [host] : host
  return { 'cluster-announce-ip': address, ...texts, 'cluster-enabled': 'yes' }
}

/** The handle by which the program holds the server. */
function handleOf(server: Server, options: StartOptions, kept: KeptData | undefined): Resident {
  const { commandLog = false, control = false } = options
  const fork: Fork = (image, more) => start(forkOptions(options, more), image)
  const resident = new Resident(server, fork, kept)
  if (commandLog !== false) resident.log.start(commandLog === true ? {} : commandLog)
  if (control) for (const command of controlCommands(resident)) server.table.add(command)
  return resident
}

/** Listens wherever the options and the configuration say. */
async function listen(server: Server, options: StartOptions): Promise<void> {
  const { host = LOCALHOST, port, unixSocket, tls, config = {} } = options
  const hosts = typeof host === 'string' ? [host] : host
  if (config.bind === undefined) server.config.put('bind', fromUtf8(hosts.join(' ')))
  const isConfigured = port === undefined && (config.port ?? config.bind) !== undefined
  if (!isConfigured) server.config.put('port', ascii('0'))
  await server.listeners.openConfigured()
  if (!isConfigured && port !== false) await listenOn(server, hosts, { port: port ?? 0 })
  if (tls !== undefined) await listenOn(server, hosts, { port: tls.port ?? 0, tls })
  if (unixSocket !== undefined) {
    await server.listen(typeof unixSocket === 'string' ? { path: unixSocket } : unixSocket)
  }
}

/** Listens on the same port of several addresses; if any free port will do, the first address decides. */
async function listenOn(
  server: Server,
  hosts: readonly string[],
  address: Omit<TcpAddress, 'host'>,
): Promise<void> {
  let { port } = address
  for (const host of hosts) ({ port } = await server.listen({ ...address, host, port }))
}

/** Makes functions be saved and loaded with the data. */
function saveFunctions(server: Server): void {
  server.libraries = {
    codes: () => scriptingOf(server).sources,
    load: (code, replace) => {
      scriptingOf(server).libraries.load(code, replace)
    },
    flush: () => scriptingOf(server).libraries.flush(),
    counts: () => scriptingOf(server).counts,
  }
}

/** Test runners wait for the process, or complain, if a test has left a server listening. */
function isUnderTestRunner(): boolean {
  const { VITEST, JEST_WORKER_ID, NODE_TEST_CONTEXT } = process.env
  return (VITEST ?? JEST_WORKER_ID ?? NODE_TEST_CONTEXT) !== undefined
}

function preset(name: EnginePreset): EngineChoice {
  const engine = PRESETS[name]
  if (engine === undefined) {
    const known = Object.keys(PRESETS).join(', ')
    throw new UsageError(
      'ERR_UNKNOWN_ENGINE',
      `There is no engine preset '${name}'; known presets: ${known}.`,
    )
  }
  return engine
}
