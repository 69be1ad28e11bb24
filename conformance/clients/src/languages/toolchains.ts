import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Task } from './task.ts'

/** A client library, and the program that uses it. */
export interface Client {
  readonly name: string
  readonly version: string
  /** Called with the port of a server as its last argument; prints `N checks`, or says what is wrong and fails. */
  readonly program: Task
}

/** What the clients of one language need. */
export interface Toolchain {
  readonly language: string
  /** Asked first; where it is not to be found, or fails, the language is not here. */
  readonly probe: readonly [string, ...string[]]
  /** What needs a registry of packages. */
  readonly fetch?: Task
  readonly build?: Task
  readonly clients: readonly Client[]
}

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url))
const LANGUAGES = join(ROOT, 'conformance/clients/languages')
const CACHE = join(ROOT, 'node_modules/.cache/clients')

const FETCH_LIMIT_MS = 300_000
const BUILD_LIMIT_MS = 600_000
const PROGRAM_LIMIT_MS = 60_000

export const toolchains: readonly Toolchain[] = [node(), glide(), python(), go(), java(), rust()]

function node(): Toolchain {
  const client = (name: string, program: string, packageName: string): Client => ({
    name,
    version: installedVersion(packageName),
    program: programOf('node', [process.execPath, `${program}.mjs`, packageName]),
  })
  return {
    language: 'Node',
    probe: [process.execPath, '--version'],
    clients: [
      client('ioredis', 'ioredis', 'ioredis5'),
      client('ioredis', 'ioredis', 'ioredis'),
      client('iovalkey', 'ioredis', 'iovalkey'),
      client('node-redis', 'node-redis', 'redis4'),
      client('node-redis', 'node-redis', 'redis5'),
      client('node-redis', 'node-redis', 'redis'),
    ],
  }
}

/** Apart from the other packages of Node's, since it brings 20 MB of machine code. */
function glide(): Toolchain {
  const version = versionIn('glide/package.json', /valkey-glide": "(.+?)"/)
  return {
    language: 'Node, native',
    probe: ['npm', '--version'],
    fetch: fetchBy('glide', ['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund']),
    clients: [
      {
        name: 'valkey-glide',
        version,
        program: programOf('glide', [process.execPath, 'client.mjs']),
      },
    ],
  }
}

function python(): Toolchain {
  const packages = join(CACHE, 'python')
  const pip = ['-m', 'pip', 'install', '--quiet', '--upgrade', '--target', packages] as const
  return {
    language: 'Python',
    probe: ['python3', '-m', 'pip', '--version'],
    fetch: fetchBy('python', ['python3', ...pip, '-r', 'requirements.txt']),
    clients: [
      {
        name: 'redis-py',
        version: versionIn('python/requirements.txt', /redis==(\S+)/),
        program: {
          ...programOf('python', ['python3', 'client.py']),
          env: { PYTHONPATH: packages },
        },
      },
    ],
  }
}

function go(): Toolchain {
  const program = join(CACHE, 'go/client')
  return {
    language: 'Go',
    probe: ['go', 'version'],
    fetch: fetchBy('go', ['go', 'mod', 'download']),
    build: buildBy('go', ['go', 'build', '-o', program, '.']),
    clients: [
      {
        name: 'go-redis',
        version: versionIn('go/go.mod', /go-redis\/v9 v(\S+)/),
        program: programOf('go', [program]),
      },
    ],
  }
}

function java(): Toolchain {
  const jars = join(CACHE, 'java/jars')
  const classes = join(CACHE, 'java/classes')
  const copy = ['dependency:copy-dependencies', `-DoutputDirectory=${jars}`]
  const sources = ['Check.java', 'JedisProgram.java', 'LettuceProgram.java']
  const libraries = ['-cp', `${classes}:${jars}/*`]
  const client = (name: string, artifact: string, main: string): Client => ({
    name,
    version: versionIn('java/pom.xml', new RegExp(`${artifact}</artifactId>\\s*<version>(.+?)<`)),
    program: programOf('java', ['java', ...libraries, main]),
  })
  return {
    language: 'Java',
    probe: ['mvn', '--version'],
    fetch: fetchBy('java', ['mvn', '--batch-mode', '--quiet', ...copy]),
    build: buildBy('java', [
      'javac',
      '-encoding',
      'UTF-8',
      '-d',
      classes,
      ...libraries,
      ...sources,
    ]),
    clients: [
      client('Jedis', 'jedis', 'JedisProgram'),
      client('Lettuce', 'lettuce-core', 'LettuceProgram'),
    ],
  }
}

function rust(): Toolchain {
  const target = join(CACHE, 'rust')
  return {
    language: 'Rust',
    probe: ['cargo', '--version'],
    fetch: fetchBy('rust', ['cargo', 'fetch', '--locked']),
    build: buildBy('rust', ['cargo', 'build', '--quiet', '--locked', '--target-dir', target]),
    clients: [
      {
        name: 'redis-rs',
        version: versionIn('rust/Cargo.toml', /redis = \{ version = "=(.+?)"/),
        program: programOf('rust', [join(target, 'debug/resident-clients')]),
      },
    ],
  }
}

function fetchBy(folder: string, argv: Task['argv']): Task {
  return { argv, folder: join(LANGUAGES, folder), limitMs: FETCH_LIMIT_MS }
}

function buildBy(folder: string, argv: Task['argv']): Task {
  return { argv, folder: join(LANGUAGES, folder), limitMs: BUILD_LIMIT_MS }
}

function programOf(folder: string, argv: Task['argv']): Task {
  return { argv, folder: join(LANGUAGES, folder), limitMs: PROGRAM_LIMIT_MS }
}

function versionIn(file: string, pattern: RegExp): string {
  return pattern.exec(readFileSync(join(LANGUAGES, file), 'utf8'))?.[1] ?? 'unknown'
}

/** Of a package in node_modules, by the name that it has there. */
function installedVersion(name: string): string {
  const places = [join(ROOT, 'conformance/clients'), ROOT]
  const manifests = places.map((place) => join(place, 'node_modules', name, 'package.json'))
  const manifest = manifests.find((path) => existsSync(path))
  if (manifest === undefined) return 'not installed'
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version
}
