import type { Resident } from '@resident/embedded'
import { betweenCommands } from './between-commands.ts'
import type { ServeWish } from './command-line.ts'
import { openServer } from './open-server.ts'
import { paint } from './paint.ts'

const DEFAULT_PORT = 6379

/** `resident serve`: resolves when the server listens; it ends on SIGINT, SIGTERM or SHUTDOWN. */
export async function serve(wish: ServeWish): Promise<void> {
  const { server, ignored, moved } = await openServer(wish, DEFAULT_PORT)
  // As in Redis, if there are save points, the data are saved at the end as well.
  const end = (): void =>
    betweenCommands(() => {
      if (!server.shutdown()) server.shutdown({ force: true })
    })
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
  if (moved) say(`Port ${DEFAULT_PORT} is taken; this one was free.`)
  if (ignored.length > 0) say(`Not acted on: ${ignored.join('; ')}`)
  greet(server, wish)
}

function greet(server: Resident, { engine }: ServeWish): void {
  // The password is meant for clients, not for everybody who can see the screen.
  const places = placesOf(server).map((each) => each.replace(/:[^:@/]+@/, ':<password>@'))
  const [url = ''] = places
  say(
    `Resident is ready at ${places.map((each) => paint('green', each)).join(' and ')} (engine: ${engine})`,
  )
  if (!url.startsWith('redis')) return say(`  redis-cli -s ${url}\nStop it with Ctrl-C.`)
  const password = server.config('requirepass') === '' ? '' : ' -a <password>'
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '')
  const tls = url.startsWith('rediss') ? ' --tls' : ''
  say(`  redis-cli -h ${host} -p ${server.port}${tls}${password}
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

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
