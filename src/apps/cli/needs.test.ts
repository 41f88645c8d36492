import { expect, test } from 'vitest';
import { needsOf } from './needs.ts';

test.each([
  ['measure monitor.yaml --json', 'measure'],
  ['--json measure init log.csv', 'measure'],
  ['--server http://here --key secret merge monitor.yaml a.json', 'measure'],
  ['--org measure risk list', 'everything'],
  ['gate SYS-0001 --stage deployment', 'gate'],
  ['--about', 'nothing'],
  ['-V', 'nothing'],
  ['risk list', 'everything'],
  ['--help', 'help'],
  ['', 'help'],
  ['risk --help', 'everything'],
])('"./aims %s" loads %s', (line, needs) => {
  expect(needsOf(line.split(' ').filter(Boolean))).toBe(needs);
});
