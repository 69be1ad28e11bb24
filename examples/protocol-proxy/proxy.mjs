// A proxy that logs what passes between a Redis client and its server. It needs @resident/protocol and
// nothing else:
//
//   node proxy.mjs 6380 127.0.0.1:6379
//   redis-cli -p 6380 set greeting hello
//
//   #1 > SET greeting hello
//   #1 < OK  (0.31 ms)

import { connect, createServer } from 'node:net'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { DEFAULT_LIMITS, encodeRequest, ReplyParser, RequestParser } from '@resident/protocol'

/** Listens on `port` and passes everything on to the server at `target`; `log` gets a line for each request and reply. */
export function startProxy(port, target, log) {
  let clients = 0
  const server = createServer((client) => {
    const id = ++clients
    const upstream = connect(target)
    const asked = []

    const requests = new RequestParser(
      {
        // Nothing is kept, so arguments may be views into the chunk they came in.
        keeps: () => false,
        request(argv) {
          asked.push(performance.now())
          log(`#${id} > ${argv.map(printable).join(' ')}`)
          upstream.write(encodeRequest(argv), 'latin1')
          return true
        },
      },
      DEFAULT_LIMITS,
    )
    const replies = new ReplyParser((reply) => {
      // Pushed messages belong to no request, nor do the replies to SUBSCRIBE after the first.
      const since = reply.type === 'push' ? undefined : asked.shift()
      const took = since === undefined ? '' : `  (${(performance.now() - since).toFixed(2)} ms)`
      log(`#${id} < ${shown(reply)}${took}`)
    })

    client.on('data', (chunk) => {
      try {
        requests.push(chunk)
      } catch (error) {
        client.end(`-ERR ${error.message}\r\n`)
      }
    })
    upstream.on('data', (chunk) => {
      try {
        replies.push(chunk)
        client.write(chunk)
      } catch (error) {
        log(`#${id} ! ${error.message}`)
        client.destroy()
      }
    })
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ]) {
      one.on('error', () => {})
      one.on('close', () => other.destroy())
    }
  })
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)))
}

function printable(bytes) {
  return /^[!-~]+$/.test(bytes) ? bytes : JSON.stringify(bytes)
}

function shown(reply) {
  switch (reply.type) {
    case 'bulk':
      return printable(reply.value)
    case 'status':
    case 'double':
      return reply.text
    case 'verbatim':
      return printable(reply.text)
    case 'error':
    case 'bulkError':
      return `(error) ${reply.text}`
    case 'bigNumber':
      return reply.digits
    case 'integer':
      return String(reply.value)
    case 'array':
    case 'set':
    case 'push':
      return `[${reply.items.map(shown).join(', ')}]`
    case 'map':
      return `{${reply.entries.map(([key, value]) => `${shown(key)}: ${shown(value)}`).join(', ')}}`
    case 'boolean':
      return String(reply.value)
    default:
      return reply.type.startsWith('null') ? 'nil' : reply.type
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [port = '6380', target = '127.0.0.1:6379'] = process.argv.slice(2)
  const [host, targetPort] = target.split(':')
  await startProxy(Number(port), { host, port: Number(targetPort) }, console.log)
  console.log(`127.0.0.1:${port} -> ${target}`)
}
