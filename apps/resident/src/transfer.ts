import { startServer } from '@resident/embedded'
import type { TransferWish } from './command-line.ts'
import { copyData } from './copy-data.ts'
import { checkWritable, DATABASES, fill, write } from './data-file.ts'
import { connect, Wire } from './wire.ts'

/** `resident dump` and `resident load`: the data pass through a server of this process, which knows files. */
export async function transfer({ kind, file, url, flush }: TransferWish): Promise<void> {
  if (kind === 'dump') checkWritable(file)
  const there = await connect(url)
  const server = await startServer({ port: false, config: { databases: DATABASES } })
  const here = new Wire(server.connect())
  try {
    if (kind === 'load') await fill(server, file)
    if (flush) await there.ask('FLUSHALL')
    const keys = kind === 'dump' ? await copyData(there, here) : await copyData(here, there)
    if (kind === 'dump') await write(server, file)
    const way = kind === 'dump' ? 'written to' : 'loaded from'
    process.stdout.write(`${keys} ${keys === 1 ? 'key' : 'keys'} ${way} ${file}\n`)
  } finally {
    there.end()
    await server.close()
  }
}
