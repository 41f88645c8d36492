import { expect, test } from 'vitest';
import { coverageOf, type Given } from './interview.ts';
import { loadCatalog } from './load.ts';

const pack = (await loadCatalog()).packs['rights-assessment'];

function covered(answers: Readonly<Record<string, string | true>>) {
  return coverageOf(pack, (id): Given => {
    const answer = answers[id];
    return answer === undefined ? null : { option: answer === true ? null : answer };
  });
}
const documentOf = (answers: Parameters<typeof covered>[0], id: string) =>
  covered(answers).documents.find((each) => each.id === id)!;
const elementOf = (answers: Parameters<typeof covered>[0], id: string) =>
  covered(answers)
    .documents.flatMap((each) => each.elements)
    .find((each) => each.id === id)!;

test('with no answer at all everything is open, and whether the DPIA and the FRIA are due is not known', () => {
  const { documents } = covered({});
  expect(documents.map((each) => [each.id, each.due, each.complete])).toEqual([
    ['aisia', 'yes', false],
    ['dpia', 'unknown', false],
    ['fria', 'unknown', false],
  ]);
  expect(documents[1]!.dueWaitsFor).toEqual(['q-personal-data']);
  expect(documents[2]!.dueWaitsFor).toEqual(['q-fria-due']);
});

test('without personal data no DPIA is due and none of its questions applies', () => {
  expect(documentOf({ 'q-personal-data': 'no' }, 'dpia').due).toBe('no');
  const asked = covered({ 'q-personal-data': 'no' }).questions.filter((each) => each.applies === 'yes');
  expect(asked.map((each) => each.id)).not.toContain('q-basis');
  // An old answer to a question that no longer applies makes nothing due.
  expect(documentOf({ 'q-personal-data': 'no', 'q-dpia-screening': 'due' }, 'dpia').due).toBe('no');
});

test('undetermined leaves a document open and is never taken for not due', () => {
  const answers = { 'q-personal-data': 'yes', 'q-dpia-screening': 'undetermined' };
  expect(documentOf(answers, 'dpia')).toMatchObject({ due: 'unknown', dueWaitsFor: ['q-dpia-screening'] });
  expect(elementOf(answers, 'dpia-screening').missing).toContain('q-dpia-screening');
  expect(documentOf({ 'q-fria-due': 'undetermined' }, 'fria').due).toBe('unknown');
});

test('an element is covered by exactly its applying questions', () => {
  expect(elementOf({ 'q-groups': true }, 'fria-c')).toMatchObject({
    status: 'open',
    missing: ['q-vulnerable'],
  });
  expect(elementOf({ 'q-groups': true, 'q-vulnerable': true }, 'fria-c').status).toBe('covered');
});

test('the information of a provider is asked of deployers only', () => {
  const answers = { 'q-individual-harm': true, 'q-rights': true } as const;
  expect(elementOf({ ...answers, 'q-role': 'provider' }, 'fria-d').status).toBe('covered');
  expect(elementOf({ ...answers, 'q-role': 'deployer' }, 'fria-d').missing).toEqual(['q-provider-info']);
  expect(elementOf(answers, 'fria-d').missing).toEqual(['q-role']);
});

test('the cross-reference to a DPIA is not applicable where none is due', () => {
  const fria = { 'q-fria-due': 'due', 'q-personal-data': 'no' };
  expect(elementOf(fria, 'fria-dpia').status).toBe('not-applicable');
  expect(
    elementOf({ ...fria, 'q-personal-data': 'yes', 'q-dpia-screening': 'due' }, 'fria-dpia').missing,
  ).toEqual(['q-fria-reuse']);
});

test('a document is complete once every element that applies is covered', () => {
  const every = Object.fromEntries(pack.questions.map((each) => [each.id, each.options?.[0] ?? true]));
  const all = { ...every, 'q-personal-data': 'yes', 'q-role': 'deployer' };
  for (const document of covered(all).documents)
    expect([document.id, document.due, document.complete]).toEqual([document.id, 'yes', true]);
  const { 'q-security': _gone, ...without } = all as Record<string, string | true>;
  expect(covered(without).documents.map((each) => each.complete)).toEqual([true, false, true]);
});
