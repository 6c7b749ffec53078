// Reports tests as cargo does, so that both are counted in the same way.

export default async function* report(events) {
  let passed = 0;
  let failed = 0;
  for await (const { type, data } of events) {
    if (type === 'test:pass') {
      // A file is no test, unless it cannot be run.
      if (data.name.endsWith('.js')) continue;
      passed++;
      yield `test ${data.name} ... ok\n`;
    } else if (type === 'test:fail') {
      failed++;
      const { error } = data.details;
      yield `test ${data.name} ... FAILED\n${error.cause?.stack ?? error.stack}\n`;
    }
  }
  yield `\ntest result: ${failed > 0 ? 'FAILED' : 'ok'}. ${passed} passed; ${failed} failed\n`;
}
