import { expect, test } from 'vitest';
import { lawName } from './law-name.ts';

test.each([
  ['eu-ai-act:art-26-1', 'Art. 26(1)'],
  ['eu-ai-act:art-27-1a', 'Art. 27(1)(a)'],
  ['eu-ai-act:art-16-b', 'Art. 16(b)'],
  ['eu-ai-act:art-5', 'Art. 5'],
  ['eu-ai-act:annex-iv-2', 'Annex IV, 2'],
  ['RSK-0042', 'RSK-0042'],
])('%s is cited as %s', (ref, cited) => {
  expect(lawName(ref)).toBe(cited);
});
