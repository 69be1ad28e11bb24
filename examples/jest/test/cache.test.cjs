const { CacheCluster, StringKeyspace, closeCaches, configureCaches } = require('@resident/cache')

afterAll(() => closeCaches())

test('declared caches are on a server of their own, within the process', async () => {
  configureCaches({ testing: true })
  const sessions = new StringKeyspace(new CacheCluster('sessions'), { keyPattern: 'session/:id' })
  await sessions.set({ id: 'a' }, 'Ada')
  expect(await sessions.get({ id: 'a' })).toBe('Ada')
})
