import { stripVTControlCharacters } from 'node:util';

/** The part of vitest's JSON report that is read here. */
type VitestReport = {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly success: boolean;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    /** Why the file could not be loaded. */
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
};

export type Outcome = {
  readonly name: string;
  readonly ok: boolean;
  readonly seconds: number;
  readonly passed: number;
  readonly failed: number;
  /** Tests that failed, each by file and name, with the beginning of what it said: a log may be cut above the end. */
  readonly failures: readonly string[];
  /** Tests that did not run, each by file and name: shown, never swallowed. */
  readonly skipped: readonly string[];
  readonly hint?: string | undefined;
};

/**
 * Counts a vitest report. A file that could not be loaded has no tests and counts as one failure.
 * @throws SyntaxError when it is no report
 */
export function countTests(json: string): Pick<Outcome, 'passed' | 'failed' | 'failures' | 'skipped'> {
  const report = JSON.parse(json) as VitestReport;
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  );
  const skipped = report.testResults.flatMap((file) =>
    file.assertionResults
      .filter((test) => test.status !== 'passed' && test.status !== 'failed')
      .map((test) => `${file.name}: ${test.fullName}`),
  );
  const failures = [
    ...broken.map((file) => `${file.name}: ${beginning(file.message)}`),
    ...report.testResults.flatMap((file) =>
      file.assertionResults
        .filter((test) => test.status === 'failed')
        .map((test) => `${file.name}: ${test.fullName}: ${beginning(test.failureMessages?.[0])}`),
    ),
  ];
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length, failures, skipped };
}

/** What a failure said in one line, without the colours of a terminal. */
function beginning(message = ''): string {
  return stripVTControlCharacters(message).replace(/\s+/g, ' ').trim().slice(0, 300);
}

/**
 * The end of `npm test`: a line for each step, each test that did not run or failed, and the count that machines read last.
 * A step that failed without a failing test counts as one failure.
 */
export function summary(outcomes: readonly Outcome[], root: string): readonly string[] {
  const rows = outcomes.map(
    ({ name, ok, seconds, passed, failed }) =>
      `${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(10)} ${seconds.toFixed(1).padStart(7)} s${passed + failed > 0 ? `  ${passed} passed, ${failed} failed` : ''}`,
  );
  const skipped = outcomes.flatMap((each) =>
    each.skipped.map((test) => `did not run (${each.name}): ${test.replace(`${root}/`, '')}`),
  );
  const failures = outcomes.flatMap((each) =>
    each.failures.map((test) => `FAILED (${each.name}): ${test.replace(`${root}/`, '')}`),
  );
  const hints = outcomes.flatMap((each) => (each.ok || !each.hint ? [] : [`${each.name}: ${each.hint}`]));
  const passed = outcomes.reduce((sum, each) => sum + each.passed, 0);
  const failed = outcomes.reduce((sum, each) => sum + Math.max(each.failed, each.ok ? 0 : 1), 0);
  return ['', ...rows, ...skipped, ...failures, ...hints, `${passed} passed, ${failed} failed`];
}
