import { spawn } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  type ConfigFile,
  ConfigFileError,
  type LogLevel,
  type Resident,
  readConfigFile,
  startServer,
} from '@resident/embedded'
import { betweenCommands } from '../between-commands.ts'
import { version } from '../version.ts'
import type { ServerWish } from './arguments.ts'
import { explainFailure } from './failure.ts'
import { ServerLog } from './log.ts'
import { logo } from './logo.ts'

const REDIS_VERSION = '7.0.15'
const DEFAULT_SAVE = '3600 1 300 100 60 10000'
const DEFAULT_PIDFILE = '/var/run/redis.pid'

/** Runs as redis-server would; resolves with the code to exit with, when it has ended. */
export async function runServer(
  wish: Extract<ServerWish, { kind: 'run' }>,
  argv: readonly string[],
): Promise<number> {
  const log = new ServerLog()
  const file = wish.file === undefined ? undefined : resolve(wish.file)
  let wanted: ConfigFile
  try {
    const text = wish.readsStdin ? readFileSync(0, 'utf8') : undefined
    wanted = readConfigFile({ file, text, options: wish.options })
  } catch (error) {
    if (!(error instanceof ConfigFileError)) throw error
    if (error.message.startsWith('\n')) process.stderr.write(`${error.message}\n`)
    else log.write('warning', error.message)
    return 1
  }
  if (wanted.config.daemonize === 'yes') {
    becomeDaemon(argv, wanted.config.pidfile !== undefined)
    return 0
  }
  return serve(wanted, file, log)
}

async function serve(
  { config, users, renames, ignored }: ConfigFile,
  file: string | undefined,
  log: ServerLog,
): Promise<number> {
  const folder = config.dir ?? process.cwd()
  if (config.logfile) log.file = resolve(folder, config.logfile)
  log.level = () => (config.loglevel ?? 'notice') as LogLevel
  sayHello(log, file !== undefined)
  log.role = 'M'
  if (ignored.length > 0) log.write('warning', `Not acted on: ${ignored.join('; ')}`)
  if (listensNowhere(config)) {
    log.write('warning', 'Configured to not listen anywhere, exiting.')
    return 1
  }
  const port = config.port ?? '6379'
  sayHowItRuns(log, config, port)
  log.write('warning', 'Server initialized')
  let server: Resident
  try {
    server = await startServer({
      config: { save: DEFAULT_SAVE, bind: '* -::*', ...config, port, dir: folder },
      ...(file === undefined ? {} : { configFile: file }),
      users,
      renames,
      load: true,
      unref: false,
      log: log.write,
    })
  } catch (error) {
    for (const line of explainFailure(error)) log.write('warning', line)
    return 1
  }
  return untilEnd(server, log, resolvedPidfile(config, folder))
}

async function untilEnd(
  server: Resident,
  log: ServerLog,
  pidfile: string | undefined,
): Promise<number> {
  log.level = () => server.config('loglevel') as LogLevel
  if (pidfile !== undefined) writePidfile(pidfile)
  // It goes on when its terminal has gone.
  process.on('SIGHUP', () => {})
  // Whoever reads that it is ready may end it at once.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) onSignal(server, log, signal)
  if (server.config('port') !== '0' || server.config('tls-port') !== '0') {
    log.write('notice', 'Ready to accept connections')
  }
  const unixSocket = server.config('unixsocket')
  if (unixSocket !== '') {
    log.write('notice', `The server is now ready to accept connections at ${unixSocket}`)
  }
  await server.ended
  if (pidfile !== undefined) {
    log.write('notice', 'Removing the pid file.')
    rmSync(pidfile, { force: true })
  }
  log.write('warning', 'Redis is now ready to exit, bye bye...')
  return 0
}

/** The first signal ends the server as SHUTDOWN would; a second interrupt ends the process. */
function onSignal(server: Resident, log: ServerLog, signal: 'SIGTERM' | 'SIGINT'): void {
  let seen = false
  process.on(signal, () => {
    if (seen && signal === 'SIGINT') {
      log.signal('You insist... exiting now.')
      process.exit(1)
    }
    seen = true
    log.signal(`Received ${signal} scheduling shutdown...`)
    const options = server.config(`shutdown-on-${signal.toLowerCase()}`).split(' ')
    const save = options.includes('save') ? true : options.includes('nosave') ? false : undefined
    const wish = { force: options.includes('force'), ...(save === undefined ? {} : { save }) }
    betweenCommands(() => {
      if (server.shutdown(wish)) return
      log.write(
        'warning',
        `${signal} received but errors trying to shut down the server, check the logs for more information`,
      )
      seen = false
    })
  })
}

function sayHello(log: ServerLog, hasFile: boolean): void {
  log.write('warning', 'oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo')
  log.write(
    'warning',
    `Redis version=${REDIS_VERSION}, bits=64, commit=00000000, modified=0, pid=${process.pid}, just started`,
  )
  log.write(
    'warning',
    `This is Resident ${version()} in Node ${process.version}, answering as Redis ${REDIS_VERSION}`,
  )
  log.write(
    'warning',
    hasFile
      ? 'Configuration loaded'
      : 'Warning: no config file specified, using the default config. In order to specify a config file use resident-server /path/to/redis.conf',
  )
}

function sayHowItRuns(log: ServerLog, config: ConfigFile['config'], ownPort: string): void {
  const mode = config['cluster-enabled'] === 'yes' ? 'cluster' : 'standalone'
  const port = ownPort === '0' ? (config['tls-port'] ?? '0') : ownPort
  if (config['always-show-logo'] === 'yes' || log.isTerminal) {
    log.raw('notice', logo({ version: REDIS_VERSION, mode, port, pid: process.pid }))
  } else {
    log.write('notice', `Running mode=${mode}, port=${port}.`)
  }
}

function listensNowhere(config: ConfigFile['config']): boolean {
  const { port, unixsocket = '' } = config
  return port === '0' && (config['tls-port'] ?? '0') === '0' && unixsocket === ''
}

function resolvedPidfile(config: ConfigFile['config'], folder: string): string | undefined {
  return config.pidfile ? resolve(folder, config.pidfile) : undefined
}

/** As in Redis, a server without its pid file is a server all the same. */
function writePidfile(path: string): void {
  try {
    writeFileSync(path, `${process.pid}\n`)
  } catch {
    // Nobody could do anything about it.
  }
}

/** Runs the same again in a process that nobody waits for. */
function becomeDaemon(argv: readonly string[], hasPidfile: boolean): void {
  const [, program] = process.argv as [string, string]
  const again = [...argv, '--daemonize', 'no']
  if (!hasPidfile) again.push('--pidfile', DEFAULT_PIDFILE)
  spawn(process.execPath, [program, ...again], { detached: true, stdio: 'ignore' }).unref()
}
