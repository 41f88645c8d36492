import { expect } from 'vitest';
import type { TestApp } from '#test/testkit/app.ts';
import { kinds, type RecordKind } from './kinds.ts';

/** Every required field of a kind filled in; results are met. */
export function filled(kind: RecordKind, over: Record<string, unknown> = {}): Record<string, unknown> {
  const content: Record<string, unknown> = {};
  for (const field of kinds[kind].fields.filter((each) => each.required))
    content[field.key] =
      field.kind === 'rows'
        ? [
            {
              [field.columns![0]!.key]: 'Said',
              ...(field.columns!.some((each) => each.key === 'met') && { met: 'met' }),
            },
          ]
        : field.kind === 'number'
          ? 12
          : field.kind === 'choice'
            ? field.options![0]!.value
            : 'Said';
  return { ...content, ...over };
}

/** A record that an engineer wrote, handed over, and that the officer approved. */
export async function approvedRecord(
  app: TestApp,
  of: { readonly systemId: string; readonly kind: RecordKind },
  over: Record<string, unknown> = {},
): Promise<{ readonly id: string; readonly ref: string; readonly version: number }> {
  const { body: made } = await app.as('ai-engineer').post('/lifecycle-records', {
    ...of,
    title: kinds[of.kind].title,
    content: filled(of.kind, over),
  });
  const act = (role: 'ai-engineer' | 'governance-officer', verb: string, version: number) =>
    app.as(role).post(`/lifecycle-records/${made.id}/${verb}`, { version });
  const prepared = await act('ai-engineer', 'prepare', made.version);
  expect(prepared.status, JSON.stringify(prepared.body)).toBe(200);
  const approved = await act('governance-officer', 'approve', prepared.body.version);
  expect(approved.status, JSON.stringify(approved.body)).toBe(200);
  return approved.body;
}
