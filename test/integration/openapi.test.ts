import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { modules } from '#modules/index.ts';
import { openApi } from '#platform/http/openapi.ts';

const endpoints = modules.flatMap((module) => module.operations).map(({ endpoint }) => endpoint);
const byLink = modules.flatMap((module) => module.byLink ?? []).map(({ endpoint }) => endpoint);
const document = openApi(endpoints, '0.0.0', byLink);

test('the description of the API is valid by the official schema of OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  expect(errors, JSON.stringify(errors)?.slice(0, 2000)).toBeUndefined();
  expect(valid).toBe(true);
});

test('a description with a mistake is not', async () => {
  const wrong = structuredClone(document) as { paths: Record<string, { get?: { responses?: unknown } }> };
  delete Object.values(wrong.paths).find((each) => each.get)!.get!.responses;
  (wrong as { info?: unknown }).info = {};
  expect((await new Validator().validate(wrong as never)).valid).toBe(false);
});

test('every operation is in it once, and so is what holders of a link may do', () => {
  const paths = document.paths as Record<
    string,
    Record<string, { operationId: string; security?: unknown[] }>
  >;
  const described = Object.values(paths).flatMap((each) => Object.values(each));
  expect(described.map((each) => each.operationId).sort()).toEqual(
    [...endpoints, ...byLink].map((each) => each.id).sort(),
  );
  const opened = Object.entries(paths).filter(([path]) => path.startsWith('/api/by-link/'));
  expect(opened.length).toBeGreaterThan(0);
  for (const [, methods] of opened)
    for (const each of Object.values(methods)) expect(each.security).toEqual([]);
});
