import { strict as assert } from 'node:assert'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startServer } from '@resident/embedded'
import { RedisStore } from 'connect-redis'
import express from 'express'
import session from 'express-session'
import { createClient } from 'redis5'
import { test } from 'vitest'

declare module 'express-session' {
  interface SessionData {
    visits: number
  }
}

test('express-session keeps its sessions in Resident through connect-redis', async () => {
  await using server = await startServer()
  const client = createClient({ url: server.url })
  await client.connect()
  const store = new RedisStore({ client, prefix: 'sess:', ttl: 60 })
  const app = express()
  app.use(session({ store, secret: 'kept', resave: false, saveUninitialized: false }))
  app.get('/', (request, response) => {
    request.session.visits = (request.session.visits ?? 0) + 1
    response.json({ visits: request.session.visits })
  })
  app.post('/leave', (request, response) => {
    request.session.destroy(() => response.json({ left: true }))
  })
  const http = createServer(app).listen(0, '127.0.0.1')
  await new Promise((resolve) => http.once('listening', resolve))
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`

  const first = await fetch(url)
  const cookie = first.headers.get('set-cookie')!.split(';')[0]!
  assert.deepEqual(await first.json(), { visits: 1 })
  const again = await fetch(url, { headers: { cookie } })
  assert.deepEqual(await again.json(), { visits: 2 })

  const keys = await client.keys('sess:*')
  assert.equal(keys.length, 1)
  const ttl = await client.ttl(keys[0]!)
  assert.ok(ttl > 50 && ttl <= 60, `ttl ${ttl}`)

  // The session ends with its time, as it would in production.
  server.clock.advance(61_000)
  assert.deepEqual(await (await fetch(url, { headers: { cookie } })).json(), { visits: 1 })

  await fetch(`${url}/leave`, { method: 'POST', headers: { cookie } })
  client.destroy()
  http.close()
})
