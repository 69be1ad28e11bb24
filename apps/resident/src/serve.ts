import { resolve } from 'node:path'
import {
  type ConfigFile,
  ConfigFileError,
  type Resident,
  readConfigFile,
  type StartOptions,
  startServer,
} from '@resident/embedded'
import { type ServeWish, WrongUsage } from './command-line.ts'

const DEFAULT_PORT = 6379

/** `resident serve`: returns when the server listens; it ends with SIGINT, SIGTERM or SHUTDOWN. */
export async function serve(wish: ServeWish): Promise<void> {
  const wanted = read(wish)
  const { server, moved } = await listen(wish, wanted)
  // As Redis does: data that are to be saved by themselves are saved at the end, too.
  const end = (): void => {
    if (!server.shutdown()) server.shutdown({ force: true })
  }
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
  if (moved) say(`Port ${DEFAULT_PORT} is taken; this one was free.`)
  if (wanted.ignored.length > 0) say(`Not acted on: ${wanted.ignored.join('; ')}`)
  greet(server, wish)
}

function read({ file, options }: ServeWish): ConfigFile {
  try {
    return readConfigFile({ file: file === undefined ? undefined : resolve(file), options })
  } catch (error) {
    if (!(error instanceof ConfigFileError)) throw error
    throw file === undefined
      ? new WrongUsage(reasonOf(error))
      : new Error(error.message.trimStart())
  }
}

/** Of an option: there is no file whose lines could be meant. */
function reasonOf({ message }: ConfigFileError): string {
  const [option, reason] = message.split('\n').slice(-2) as [string, string]
  return `${option.replace(/^>>> '(.*)'$/, '--$1')}: ${reason}`
}

function greet(server: Resident, { engine }: ServeWish): void {
  const places = placesOf(server)
  // The password was given for clients to know, not for whoever looks at the screen.
  const [url = ''] = places.map((each) => each.replace(/:[^:@/]+@/, ':<password>@'))
  say(
    `Resident is ready at ${places.map((each) => each.replace(/:[^:@/]+@/, ':<password>@')).join(' and ')} (engine: ${engine})`,
  )
  if (!url.startsWith('redis')) return say(`  redis-cli -s ${url}\nStop it with Ctrl-C.`)
  const password = server.config('requirepass') === '' ? '' : ' -a <password>'
  say(`  redis-cli -h ${server.host} -p ${server.port}${password}
  new Redis('${url}')          // ioredis
  createClient({ url: '${url}' })  // node-redis
Stop it with Ctrl-C.`)
}

/** Its addresses: URLs first, then the path of a unix socket. */
function placesOf(server: Resident): readonly string[] {
  const places: string[] = []
  if (server.config('port') !== '0') places.push(server.url)
  if (server.config('tls-port') !== '0') places.push(server.tlsUrl)
  if (server.config('unixsocket') !== '') places.push(server.unixSocket)
  return places
}

async function listen(
  { file, port, hosts, engine }: ServeWish,
  { config, users, renames }: ConfigFile,
): Promise<{ server: Resident; moved: boolean }> {
  const isInFile = (config.port ?? config.bind) !== undefined
  const options: StartOptions = {
    engine,
    config,
    users,
    renames,
    unref: false,
    ...(hosts === undefined ? {} : { host: hosts }),
    ...(file === undefined ? {} : { configFile: resolve(file) }),
  }
  if (port === undefined && isInFile) return { server: await startServer(options), moved: false }
  try {
    const server = await startServer({ ...options, port: port ?? DEFAULT_PORT })
    return { server, moved: false }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    if (port === undefined) {
      return { server: await startServer({ ...options, port: 0 }), moved: true }
    }
    throw new Error(
      `port ${port} is taken. See who has it with 'lsof -i :${port}', or take another: --port 0`,
    )
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
