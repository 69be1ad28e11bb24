import process from 'node:process'
import { closeCaches } from '@resident/cache'
import { createService } from './service.mjs'

const service = createService()

service.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  const { port } = service.address()
  console.log(`Try it: for i in $(seq 12); do curl 'http://127.0.0.1:${port}/?user=ann'; done`)
})

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => service.close(closeCaches))
}
