import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { startServer } from '@resident/embedded'
import { test } from 'vitest'
import { startProxy } from './proxy.mjs'

/** What the proxy logs, without the times that it took, while a client sends `requests` and waits for `last`. */
async function logged(requests: string, last: string): Promise<string[]> {
  await using server = await startServer()
  const lines: string[] = []
  const proxy = await startProxy(0, { host: server.host, port: server.port }, (line: string) => {
    lines.push(line.replace(/ {2}\(\d+\.\d\d ms\)$/, ''))
  })
  const client = connect((proxy.address() as AddressInfo).port, '127.0.0.1')
  client.write(requests)
  let received = ''
  while (!received.includes(last)) received += String((await once(client, 'data'))[0])
  client.destroy()
  proxy.close()
  return lines
}

test('the proxy passes requests and replies on, and logs both', async () => {
  const requests = 'SET greeting hello\r\nGET greeting\r\nGET none\r\nNOPE\r\n'
  assert.deepEqual(await logged(requests, 'NOPE'), [
    '#1 > SET greeting hello',
    '#1 > GET greeting',
    '#1 > GET none',
    '#1 > NOPE',
    '#1 < OK',
    '#1 < hello',
    '#1 < nil',
    "#1 < (error) ERR unknown command 'NOPE', with args beginning with: ",
  ])
})

test('each of several replies to one request is logged', async () => {
  const lines = await logged('SUBSCRIBE a b\r\nPING\r\n', 'pong')
  assert.deepEqual(lines.slice(2), [
    '#1 < [subscribe, a, 1]',
    '#1 < [subscribe, b, 2]',
    '#1 < [pong, ""]',
  ])
})

test('texts of RESP3 are logged as they are', async () => {
  const lines = await logged('HELLO 3\r\nLATENCY DOCTOR\r\nPING\r\n', 'PONG')
  assert.match(lines.at(-2)!, /^#1 < "I'm sorry, Dave, /)
})

test('a server that does not speak the protocol ends that connection, and not the proxy', async () => {
  const other = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const lines: string[] = []
  const proxy = await startProxy(0, other.address() as AddressInfo, (line: string) =>
    lines.push(line),
  )
  const client = connect((proxy.address() as AddressInfo).port, '127.0.0.1')
  client.resume()
  await once(client, 'close')
  proxy.close()
  other.close()
  assert.match(lines[0]!, /^#1 ! /)
})
