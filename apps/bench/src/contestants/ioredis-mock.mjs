export { default } from 'ioredis-mock'
