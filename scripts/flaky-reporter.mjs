// Tells which tests passed only at their second attempt (CI gives one, vitest.config.ts): each is
// a defect of the test, if not of what it tests.

export default class FlakyReporter {
  #flaky = []

  onTestCaseResult(test) {
    const diagnostic = test.diagnostic()
    if (!diagnostic?.flaky) return
    const why =
      test
        .result()
        .errors?.map((each) => each.message)
        .join('; ') ?? ''
    this.#flaky.push(`${test.module.relativeModuleId} ${test.fullName}: ${why}`)
  }

  onTestRunEnd() {
    for (const each of this.#flaky) process.stdout.write(`FLAKY ${each}\n`)
  }
}
