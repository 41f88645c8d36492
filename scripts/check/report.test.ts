import { expect, test } from 'vitest';
import { countTests, type Outcome, summary } from './report.ts';
import { chosenSteps, STEPS } from './steps.ts';

const report = (files: readonly { status: string; tests: readonly string[] }[]) => {
  const all = files.flatMap((file) => file.tests);
  return JSON.stringify({
    numPassedTests: all.filter((status) => status === 'passed').length,
    numFailedTests: all.filter((status) => status === 'failed').length,
    success: false,
    testResults: files.map((file, at) => ({
      name: `/r/f${at}.test.ts`,
      status: file.status,
      message: file.tests.length === 0 ? 'No such module' : '',
      assertionResults: file.tests.map((status, n) => ({
        status,
        fullName: `test ${n}`,
        failureMessages: status === 'failed' ? ['\u001b[31mError: waited\n    too long\u001b[39m'] : [],
      })),
    })),
  });
};

test('tests are counted, those that failed or did not run are named, and a file that does not load is a failure', () => {
  const files = [
    { status: 'failed', tests: ['passed', 'failed', 'pending'] },
    { status: 'failed', tests: [] },
    { status: 'passed', tests: ['passed', 'todo'] },
  ];
  expect(countTests(report(files))).toEqual({
    passed: 2,
    failed: 2,
    failures: ['/r/f1.test.ts: No such module', '/r/f0.test.ts: test 1: Error: waited too long'],
    skipped: ['/r/f0.test.ts: test 2', '/r/f2.test.ts: test 1'],
  });
});

const outcome = (part: Partial<Outcome>): Outcome => ({
  name: 'unit',
  ok: true,
  seconds: 1,
  passed: 0,
  failed: 0,
  failures: [],
  skipped: [],
  ...part,
});

test('the last line is the count, in which a failed step without tests is one failure', () => {
  const outcomes = [
    outcome({ name: 'layers', ok: false }),
    outcome({ passed: 7 }),
    outcome({ name: 'postgres', ok: false, passed: 5, failed: 2, hint: 'install it' }),
  ];
  const lines = summary(outcomes, '/r');
  expect(lines.at(-1)).toBe('12 passed, 3 failed');
  expect(lines).toContain('postgres: install it');
});

test('the summary shows every test that did not run, and every one that failed', () => {
  expect(summary([outcome({ failed: 1, failures: ['/r/a.test.ts: says why'] })], '/r')).toContain(
    'FAILED (unit): a.test.ts: says why',
  );
  expect(summary([outcome({ passed: 1, skipped: ['/r/a.test.ts: needs a file'] })], '/r')).toContain(
    'did not run (unit): a.test.ts: needs a file',
  );
});

test('all steps run unless some are named, and an unknown name is refused', () => {
  expect(chosenSteps([])).toBe(STEPS);
  expect(chosenSteps(['--only', 'unit,layers']).map((step) => step.name)).toEqual(['layers', 'unit']);
  expect(chosenSteps(['--only=e2e']).map((step) => step.name)).toEqual(['e2e']);
  expect(() => chosenSteps(['--only', 'units'])).toThrow('typecheck,lint,layers');
  expect(() => chosenSteps(['--quick'])).toThrow('npm test -- --only');
});
