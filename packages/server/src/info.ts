import { ascii, type Bytes } from '@resident/bytes'
import { type Client, untilZero } from '@resident/commands'
import { clientsSection } from './info/clients.ts'
import { commandstatsSection, errorstatsSection, latencystatsSection } from './info/commands.ts'
import type { Fields } from './info/fields.ts'
import { keyspaceSection } from './info/keyspace.ts'
import { memorySection } from './info/memory.ts'
import { persistenceSection } from './info/persistence.ts'
import { cpuSection, serverSection } from './info/process.ts'
import { replicationSection } from './info/replication.ts'
import { statsSection } from './info/stats.ts'
import type { Server } from './server.ts'

interface Section {
  readonly title: string
  /** The names by which it can be requested. */
  readonly names: readonly string[]
  /** Shown only if it is requested by name or with `all`. */
  readonly onRequest?: true
  readonly read: (server: Server, client: Client | undefined) => Fields
}

const nothing = (): Fields => []
const clusterSection = ({ cluster }: Server): Fields => [
  ['cluster_enabled', cluster === undefined ? 0 : 1],
]

/** In the order in which they are shown, whatever the order of the request. */
const SECTIONS: readonly Section[] = [
  { title: 'Server', names: ['server'], read: serverSection },
  { title: 'Clients', names: ['clients'], read: clientsSection },
  { title: 'Memory', names: ['memory'], read: memorySection },
  { title: 'Persistence', names: ['persistence'], read: persistenceSection },
  { title: 'Stats', names: ['stats'], read: statsSection },
  { title: 'Replication', names: ['replication'], read: replicationSection },
  { title: 'CPU', names: ['cpu'], read: cpuSection },
  { title: 'Modules', names: ['module_list', 'modules'], read: nothing },
  { title: 'Commandstats', names: ['commandstats'], onRequest: true, read: commandstatsSection },
  { title: 'Errorstats', names: ['errorstats'], read: errorstatsSection },
  { title: 'Latencystats', names: ['latencystats'], onRequest: true, read: latencystatsSection },
  { title: 'Cluster', names: ['cluster'], read: clusterSection },
  { title: 'Keyspace', names: ['keyspace'], read: keyspaceSection },
]

/** The text of INFO for a client: the sections requested, or those of `default` if there are none. */
export function infoOf(
  server: Server,
  sections: readonly Bytes[],
  client: Client | undefined,
): Bytes {
  const asked = new Set(sections.map((name) => name.toLowerCase()))
  const words = new Set(sections.map((name) => untilZero(name).toLowerCase()))
  const byDefault = asked.size === 0 || words.has('default')
  const all = words.has('all') || words.has('everything')
  const texts = SECTIONS.filter(
    ({ names, onRequest }) =>
      all || (byDefault && !onRequest) || names.some((name) => asked.has(name)),
  ).map(({ title, read }) => textOf(title, read(server, client)))
  return ascii(texts.join('\r\n'))
}

function textOf(title: string, fields: Fields): string {
  let text = `# ${title}\r\n`
  for (const [name, value] of fields) text += `${name}:${value}\r\n`
  return text
}
