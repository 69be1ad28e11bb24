import { type Resident, startServer } from '@resident/embedded'
import type { ServeWish } from './command-line.ts'

const DEFAULT_PORT = 6379

/** `resident serve`: returns when the server listens; it ends with SIGINT or SIGTERM. */
export async function serve(wish: ServeWish): Promise<void> {
  const { server, moved } = await listen(wish)
  const end = (): void => {
    void server.close()
  }
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
  if (moved) process.stdout.write(`Port ${DEFAULT_PORT} is taken; this one was free.\n`)
  // The password was given for clients to know, not for whoever looks at the screen.
  const url = server.url.replace(/:[^:@/]+@/, ':<password>@')
  const password = wish.config.requirepass === undefined ? '' : ' -a <password>'
  process.stdout.write(
    `Resident is ready at ${url} (engine: ${wish.engine})\n` +
      `  redis-cli -h ${server.host} -p ${server.port}${password}\n` +
      `  new Redis('${url}')          // ioredis\n` +
      `  createClient({ url: '${url}' })  // node-redis\n` +
      'Stop it with Ctrl-C.\n',
  )
}

async function listen(wish: ServeWish): Promise<{ server: Resident; moved: boolean }> {
  const options = { host: wish.host, engine: wish.engine, config: wish.config }
  try {
    const server = await startServer({ ...options, port: wish.port ?? DEFAULT_PORT })
    return { server, moved: false }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    if (wish.port === undefined) {
      return { server: await startServer({ ...options, port: 0 }), moved: true }
    }
    throw new Error(
      `port ${wish.port} is taken. See who has it with 'lsof -i :${wish.port}', or take another: --port 0`,
    )
  }
}
