import { connect } from 'node:net'
import { toUtf8 } from '@resident/bytes'
import type { Exchange, ExchangeOutcome } from '@resident/commands'
import { encodeRequest, type Reply, ReplyParser } from '@resident/protocol'
import { afterCaller, alarmFor } from './timers.ts'

/** MIGRATE's exchange with another server, over a connection of its own. Its time-out is in real time, whatever our clock says. */
export const exchange: Exchange = ({ host, port, timeout }, requests, done) => {
  const replies: Reply[] = []
  let stage: 'connecting' | 'writing' | 'reading' = 'connecting'
  let isOver = false
  const alarm = alarmFor(() => end(stage))
  const number = Number(port)
  // Redis gives up immediately if there is no such address; if nothing listens there, it finds out when it writes.
  if (host === '' || number < 0) return afterCaller(() => done('connecting'))
  if (!Number.isInteger(number) || number > 65535) return afterCaller(() => done('writing'))
  const socket = connect({ host: toUtf8(host), port: number })
  const parser = new ReplyParser((reply) => {
    replies.push(reply)
    alarm(timeout)
    if (replies.length === requests.length) end(replies)
  })

  function end(outcome: ExchangeOutcome): void {
    if (isOver) return
    isOver = true
    alarm(undefined)
    socket.destroy()
    done(outcome)
  }

  alarm(timeout)
  socket.on('connect', () => {
    stage = 'reading'
    alarm(timeout)
    for (const argv of requests) socket.write(encodeRequest(argv), 'latin1')
  })
  socket.on('data', (chunk: Buffer) => {
    try {
      parser.push(chunk)
    } catch {
      end('reading')
    }
  })
  socket.on('error', ({ syscall }: NodeJS.ErrnoException) =>
    end(stage === 'connecting' && syscall !== 'getaddrinfo' ? 'writing' : stage),
  )
  socket.on('close', () => end(stage))
}
