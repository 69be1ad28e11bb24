import { toUtf8 } from '@resident/bytes'
import type { MonitorWish } from './command-line.ts'
import { paint } from './paint.ts'
import { bytesOf, connect } from './wire.ts'

/** `resident monitor`: returns when the server has ended, with SIGINT, or when nobody reads it any more. */
export async function monitor({ url }: MonitorWish): Promise<void> {
  const wire = await connect(url, (reply) => {
    process.stdout.write(`${coloured(toUtf8(bytesOf(reply)!))}\n`)
  })
  await wire.ask('MONITOR')
  process.once('SIGINT', () => wire.end())
  process.stdout.once('error', () => wire.end())
  await wire.closed
}

/** `1700000000.000000 [0 127.0.0.1:50000] "SET" "k" "v"`: the name stands out. */
function coloured(line: string): string {
  const [, when, where, name, rest] = /^(\S+) (\[.*?\]) ("(?:[^"\\]|\\.)*")(.*)$/s.exec(line) ?? []
  if (when === undefined || where === undefined || name === undefined) return line
  return `${paint('dim', when)} ${paint('cyan', where)} ${paint('bold', name)}${rest}`
}
