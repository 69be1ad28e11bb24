// Answers every chunk with as many canned replies as it has requests: the floor for a server on node:net.
// Only as much is read of a request as tells how many there are.

import { createServer } from 'node:net'

const STAR = 42
const REPLY = '+OK\r\n'

createServer({ noDelay: true }, (socket) => {
  socket.on('data', (chunk) => {
    let requests = 0
    for (let at = chunk.indexOf(STAR); at >= 0; at = chunk.indexOf(STAR, at + 1)) requests++
    socket.write(requests === 1 ? REPLY : REPLY.repeat(requests), 'latin1')
  })
  socket.on('error', () => {})
}).listen(Number(process.argv[2]), '127.0.0.1')
