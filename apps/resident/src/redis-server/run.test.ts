import { strict as assert } from 'node:assert'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, test } from 'vitest'

const RUN_TS = fileURLToPath(new URL('../../../../scripts/run-ts.mjs', import.meta.url))
const PROGRAM = fileURLToPath(new URL('../server-main.ts', import.meta.url))
let folder: string
let child: ChildProcess | undefined
let printed: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'resident-server-'))
  printed = ''
})

afterEach(() => {
  child?.kill('SIGKILL')
  child = undefined
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

/** Runs the program; resolves when what it has printed matches, or with its exit code. */
function run(args: string[], until: RegExp, input?: string): Promise<number | null> {
  const running = spawn(process.execPath, [RUN_TS, PROGRAM, ...args], { cwd: folder })
  child = running
  running.stdin.end(input)
  return new Promise((resolve) => {
    const hear = (chunk: Buffer): void => {
      printed += String(chunk)
      if (until.test(printed)) resolve(null)
    }
    running.stdout.on('data', hear)
    running.stderr.on('data', hear)
    // Not `exit`, which may come before the last of what it has printed.
    running.on('close', resolve)
  })
}

async function ask(request: string): Promise<string> {
  const socket = connect(join(folder, 's'))
  socket.write(`${request}\r\n`)
  const [answer] = await once(socket, 'data')
  socket.destroy()
  return String(answer).trimEnd()
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

test('resident-server takes a file, options and standard input, and ends with code 0 on SIGTERM, data saved', async () => {
  const port = await freePort()
  writeFileSync(
    join(folder, 'redis.conf'),
    `# mine\nport ${port}\nbind 127.0.0.1\nmaxclients 10\nunixsocket s\npidfile pid\n`,
  )
  await run(
    ['redis.conf', '--maxclients', '20', '--io-threads', '4', '-'],
    /ready to accept connections at /,
    'maxclients 30\ntimeout 9\n',
  )
  assert.match(
    printed,
    /^\d+:C \d\d \w{3} \d{4} \d\d:\d\d:\d\d\.\d{3} # oO0OoO0OoO0Oo Redis is starting/m,
  )
  assert.match(printed, /# Configuration loaded$/m)
  assert.match(printed, /^\d+:M .* # Not acted on: io-threads 4$/m)
  assert.match(printed, /^\d+:M .* \* Ready to accept connections$/m)
  assert.equal(await ask('CONFIG GET maxclients'), '*2\r\n$10\r\nmaxclients\r\n$2\r\n20')
  assert.equal(await ask('CONFIG GET timeout'), '*2\r\n$7\r\ntimeout\r\n$1\r\n9')
  assert.equal(await ask('CONFIG REWRITE'), '+OK')
  assert.match(readFileSync(join(folder, 'redis.conf'), 'utf8'), /^# mine\n(.*\n)*maxclients 20\n/)
  assert.equal(await ask('SET k v'), '+OK')
  const pid = readFileSync(join(folder, 'pid'), 'utf8')
  process.kill(Number(pid), 'SIGHUP')
  const ended = once(child!, 'close')
  process.kill(Number(pid), 'SIGTERM')
  assert.deepEqual(await ended, [0, null])
  assert.match(
    printed,
    /signal-handler \(\d+\) Received SIGTERM scheduling shutdown\.\.\.\n.*User requested shutdown/,
  )
  assert.match(printed, /DB saved on disk\n.*Removing the pid file\.\n.*bye bye\.\.\.\n$/)
  assert.equal(existsSync(join(folder, 'pid')), false)
})

test('resident-server says how it runs: in one line, or under a logo if asked to', async () => {
  const port = await freePort()
  await run(['--port', `${port}`, '--bind', '127.0.0.1'], /Ready to accept/)
  assert.match(printed, new RegExp(`^\\d+:M .* \\* Running mode=standalone, port=${port}\\.$`, 'm'))
  assert.doesNotMatch(printed, / PID: /)
  child!.kill('SIGKILL')
  await once(child!, 'close')
  const options = ['--always-show-logo', 'yes', '--cluster-enabled', 'yes']
  await run([...options, '--port', '0', '--unixsocket', 's'], /ready to accept connections at/)
  assert.match(printed, / Running in cluster mode\n.* Port: 0\n.* PID: \d+\n/)
  assert.doesNotMatch(printed, /Running mode=cluster/)
})

test('resident-server begins with the data of the last run', async () => {
  const options = ['--port', '0', '--unixsocket', 's', '--save', '']
  await run(options, /ready to accept/)
  await ask('SET k v')
  const ended = once(child!, 'close')
  connect(join(folder, 's')).write('SHUTDOWN SAVE\r\n')
  assert.deepEqual(await ended, [0, null])
  await run(options, /(ready to accept(.|\n)*){2}/)
  assert.equal(await ask('GET k'), '$1\r\nv')
})

test('resident-server ends between two commands: not in the middle of a script that runs for long', async () => {
  const config = ['--busy-reply-threshold', '10', '--port', '0', '--unixsocket', 's']
  await run(config, /ready to accept/)
  connect(join(folder, 's')).write("EVAL 'while true do end' 0\r\n")
  while (!(await ask('GET k')).startsWith('-BUSY')) {}
  const ended = once(child!, 'close')
  child!.kill('SIGTERM')
  while (!printed.includes('Received SIGTERM')) await ask('GET k')
  assert.match(await ask('GET k'), /^-BUSY/)
  await ask('SCRIPT KILL')
  assert.deepEqual(await ended, [0, null])
})

test('resident-server goes on when nobody reads its log any more', async () => {
  await run(['--port', '0', '--unixsocket', 's', '--loglevel', 'debug'], /ready to accept/)
  const ended = once(child!, 'close')
  child!.stdout!.destroy()
  assert.equal(await ask('SET k v'), '+OK')
  child!.kill('SIGTERM')
  assert.deepEqual(await ended, [0, null])
  assert.ok(existsSync(join(folder, 'dump.rdb')))
})

test('resident-server goes on when its log cannot be written any more', async () => {
  const log = join(folder, 'log')
  const file = join(log, 'file')
  mkdirSync(log)
  void run(['--port', '0', '--unixsocket', 's', '--logfile', file], /never/)
  while (!existsSync(file) || !readFileSync(file, 'utf8').includes('ready to accept')) await turn()
  assert.equal(await ask('SET k v'), '+OK')
  rmSync(log, { recursive: true })
  const ended = once(child!, 'close')
  assert.equal(await ask('BGSAVE'), '+Background saving started')
  child!.kill('SIGTERM')
  assert.deepEqual(await ended, [0, null])
})

test('resident-server says what is wrong, and ends with code 1', async () => {
  assert.equal(await run(['--foo', 'bar'], /never/), 1)
  assert.match(
    printed,
    /FATAL CONFIG FILE ERROR.*\nReading the configuration file, at line 2\n>>> 'foo "bar"'\nBad directive/,
  )
  assert.equal(await run(['--rename-command', 'get', 'set'], /never/), 1)
  assert.match(printed, />>> 'rename-command "get" "set"'\nTarget command name already exists\n/)
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  assert.equal(await run(['--port', String(port), '--bind', '127.0.0.1'], /never/), 1)
  other.close()
  assert.match(
    printed,
    new RegExp(
      `# Warning: Could not create server TCP listening socket 127.0.0.1:${port}: bind: Address already in use\n.*# Failed listening on port ${port} \\(TCP\\), aborting\\.\n$`,
    ),
  )
})

test('resident-server tells its version where programs look for it', async () => {
  assert.equal(await run(['--version'], /never/), 0)
  assert.match(printed, /^Redis server v=7\.0\.15 /)
})
