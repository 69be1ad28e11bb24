import type { Contestant } from './contestant.ts'

/** The same server, which hears something else than its clients say: for tests of what must find a difference. */
export function garbled(
  server: Contestant,
  hear: (said: string, writesBefore: number) => string,
): Contestant {
  const connect: Contestant['connect'] = async () => {
    const stream = await server.connect()
    const write = stream.write.bind(stream)
    let writes = 0
    stream.write = (bytes: Buffer) =>
      write(Buffer.from(hear(bytes.toString('latin1'), writes++), 'latin1'))
    return stream
  }
  return { ...server, connect }
}
