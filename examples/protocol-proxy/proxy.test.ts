import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { startServer } from '@resident/embedded'
import { test } from 'vitest'
import { startProxy } from './proxy.mjs'

test('the proxy passes requests and replies on, and logs both', async () => {
  await using server = await startServer()
  const lines: string[] = []
  const proxy = await startProxy(0, { host: server.host, port: server.port }, (line: string) => {
    lines.push(line.replace(/ {2}\(.*ms\)$/, ''))
  })
  const client = connect((proxy.address() as AddressInfo).port, '127.0.0.1')
  client.write('SET greeting hello\r\nGET greeting\r\nGET none\r\nNOPE\r\n')
  let received = ''
  while (!received.includes('NOPE')) received += String((await once(client, 'data'))[0])
  client.destroy()
  proxy.close()
  assert.deepEqual(lines, [
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
