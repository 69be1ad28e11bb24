export default { testEnvironment: '@resident/testing/jest', testMatch: ['**/test/*.test.cjs'] }
