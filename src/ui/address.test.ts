import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { bodyOf, endpoint } from '#kernel/endpoint.ts';
import { addressAt } from './address.ts';

const part = (method: 'GET' | 'POST' | 'PATCH', path: string, extra: object = {}) =>
  endpoint({
    id: 'x.y',
    method,
    path,
    summary: 'x',
    input: z.looseObject({}),
    output: z.unknown(),
    ...extra,
  });
const place = { org: 'aims_1', day: null };
const past = { org: 'aims_1', day: '2026-03-01' };

describe('the address of an endpoint', () => {
  test('path parameters stand in the path and nowhere else', () => {
    const get = part('GET', '/risks/:id/linked');
    expect(addressAt(get, { id: 'rsk 1/2', limit: 5 }, place)).toBe(
      '/api/orgs/aims_1/risks/rsk%201%2F2/linked?limit=5',
    );
  });

  test('every read carries the shown day, unless it names one itself', () => {
    const list = part('GET', '/risks');
    expect(addressAt(list, {}, past)).toBe('/api/orgs/aims_1/risks?asOf=2026-03-01');
    expect(addressAt(list, { asOf: '2025-01-01' }, past)).toBe('/api/orgs/aims_1/risks?asOf=2025-01-01');
  });

  test('a document comes in the language of the page; whatever else is read is not named one', () => {
    const german = { ...place, language: 'de' };
    const input = z.object({ format: z.string(), language: z.string().optional() });
    const file = part('GET', '/board/file', { answers: 'file', input });
    expect(addressAt(file, { format: 'pdf' }, german)).toBe(
      '/api/orgs/aims_1/board/file?format=pdf&language=de',
    );
    const bytes = part('GET', '/evidence/file', { answers: 'file', input: z.object({}) });
    expect(addressAt(bytes, {}, german)).toBe('/api/orgs/aims_1/evidence/file');
    expect(addressAt(part('GET', '/risks', { input }), {}, german)).toBe('/api/orgs/aims_1/risks');
  });

  test('a write keeps its fields in the body and never carries a day', () => {
    const update = part('PATCH', '/risks/:id');
    expect(addressAt(update, { id: 'r', title: 'T', version: 2 }, past)).toBe('/api/orgs/aims_1/risks/r');
    expect(bodyOf(update, { id: 'r', title: 'T', version: 2 })).toEqual({ title: 'T', version: 2 });
  });

  test('an upload says in the query what the file cannot', () => {
    const upload = part('POST', '/imports', { takes: 'file' });
    expect(addressAt(upload, { fileName: 'a b.csv' }, past)).toBe(
      '/api/orgs/aims_1/imports?fileName=a+b.csv',
    );
  });

  test('what belongs to no organisation is asked outside one', () => {
    expect(addressAt(part('GET', '/health', { instance: true }), {}, place)).toBe('/api/health');
  });

  test('empty values are left out of the question', () => {
    const list = part('GET', '/risks');
    expect(addressAt(list, { q: '', state: null, sort: undefined, level: 0 }, place)).toBe(
      '/api/orgs/aims_1/risks?level=0',
    );
  });
});
