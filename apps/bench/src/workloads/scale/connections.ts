import type { Subject } from '../../contestants/subjects.ts'
import { request, Wire } from '../../contestants/wire.ts'
import { type Figures, growth, watched } from './pauses.ts'

export const CONNECTIONS = 10_000

/** So many are opened at once. */
const BATCH = 100

/** Opens connections, and has each of them asked something, all at once. */
export async function manyConnections(subject: Subject): Promise<Figures> {
  const { server } = subject
  const used = await subject.used()
  const wires = [await Wire.to(server.port)]
  try {
    // Who looks on is connected, too.
    await wires[0]!.ask(request('CONFIG', 'SET', 'maxclients', `${CONNECTIONS + 100}`))
    const opened = await watched(server, 'opening', async () => {
      while (wires.length < CONNECTIONS) {
        wires.push(
          ...(await Promise.all(Array.from({ length: BATCH }, () => Wire.to(server.port)))),
        )
      }
    })
    const asked = await watched(server, 'a PING from each', () =>
      Promise.all(wires.map((wire) => wire.ask(request('PING')))),
    )
    const memory = growth('a connection', used, await subject.used(), CONNECTIONS)
    return { ...opened, ...asked, ...memory }
  } finally {
    for (const wire of wires) wire.close()
  }
}
