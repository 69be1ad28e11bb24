import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { Subject } from '../../contestants/subjects.ts'
import { type Figures, growth, watched } from './pauses.ts'

/** V8's longest string, 24 bytes short of Redis's 512 MB. */
export const LONGEST = 536_870_888

const MEGABYTE = 1_000_000
const GIGABYTE = 1_000_000_000

/** Sets and gets values of 1 MB. */
export async function gigabyte(subject: Subject): Promise<Figures> {
  const names = Array.from({ length: GIGABYTE / MEGABYTE }, (_, n) => `value:${n}`)
  return await setAndGet(subject, names, MEGABYTE)
}

/** Sets and gets the longest value there can be. */
export async function longestValue(subject: Subject): Promise<Figures> {
  return await setAndGet(subject, ['value'], LONGEST)
}

async function setAndGet(
  subject: Subject,
  names: readonly string[],
  length: number,
): Promise<Figures> {
  const { server } = subject
  const socket = connect({ port: server.port, host: '127.0.0.1' })
  await once(socket, 'connect')
  const used = await subject.used()
  const set = await watched(server, 'SET', async () => {
    for (const name of names) await sendValue(socket, name, length)
  })
  const memory = growth('a byte of value', used, await subject.used(), names.length * length)
  const got = await watched(server, 'GET', async () => {
    for (const name of names) await readValue(socket, name, length)
  })
  socket.destroy()
  return { ...set, ...memory, ...got }
}

/** Resolves when the reply has come. */
async function sendValue(socket: Socket, name: string, length: number): Promise<void> {
  socket.write(`*3\r\n$3\r\nSET\r\n$${name.length}\r\n${name}\r\n$${length}\r\n`)
  const piece = Buffer.alloc(Math.min(length, MEGABYTE), name)
  for (let sent = 0; sent < length; sent += piece.length) {
    const isFree = socket.write(piece.subarray(0, length - sent))
    if (!isFree) await once(socket, 'drain')
  }
  socket.write('\r\n')
  await received(socket, '+OK\r\n'.length)
}

async function readValue(socket: Socket, name: string, length: number): Promise<void> {
  socket.write(`*2\r\n$3\r\nGET\r\n$${name.length}\r\n${name}\r\n`)
  await received(socket, `$${length}\r\n\r\n`.length + length)
}

/** Resolves when so many bytes have come. */
function received(socket: Socket, length: number): Promise<void> {
  let left = length
  return new Promise((resolve) => {
    const hear = (chunk: Buffer): void => {
      left -= chunk.length
      if (left > 0) return
      socket.off('data', hear)
      resolve()
    }
    socket.on('data', hear)
  })
}
