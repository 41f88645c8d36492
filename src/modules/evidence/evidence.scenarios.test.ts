import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { supplierModule } from '#modules/supplier/module.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { evidenceModule } from './module.ts';

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp({ modules: [supplierModule, evidenceModule] });
});
afterAll(() => app.close());

const upload = (name: string, body: BodyInit, query = '') =>
  app.as('ai-engineer').raw(`/evidence-files?fileName=${encodeURIComponent(name)}${query}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/octet-stream' },
  });

describe('files', () => {
  test('an uploaded file comes back byte for byte, by the kind its content has', async () => {
    const bytes = Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF', 'latin1');
    const made = await (await upload('../../etc/report.pdf', bytes, '&title=Test%20report')).json();
    expect(made).toMatchObject({
      title: 'Test report',
      fileName: 'report.pdf',
      mediaType: 'application/pdf',
      fileSize: bytes.length,
      effectiveOn: '2026-11-24',
    });
    const answer = await app.as('staff').raw(`/evidence/${made.ref}/file`);
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
  });

  test.each([
    ['page.html', '<!doctype html><script>alert(1)</script>'],
    ['image.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
  ])('%s is never handed out as something a browser runs', async (name, body) => {
    const made = await (await upload(name, body)).json();
    const answer = await app.as('staff').raw(`/evidence/${made.id}/file`);
    expect(['text/plain', 'application/octet-stream', 'application/xml']).toContain(
      answer.headers.get('content-type'),
    );
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('an empty file is refused', async () => {
    expect((await upload('empty.txt', '')).status).toBe(422);
  });

  test('a newer file is a new version, and the older one stays readable', async () => {
    const made = await (await upload('plan.txt', 'first')).json();
    await app.as('ai-engineer').raw(`/evidence/${made.id}/file?fileName=plan2.txt&version=1`, {
      method: 'POST',
      body: 'second',
      headers: { 'content-type': 'application/octet-stream' },
    });
    expect(await (await app.as('staff').raw(`/evidence/${made.id}/file`)).text()).toBe('second');
    expect(await (await app.as('staff').raw(`/evidence/${made.id}/file?version=1`)).text()).toBe('first');
  });

  test('another organisation cannot read it, not even knowing its id', async () => {
    const made = await (await upload('secret.txt', 'ours')).json();
    const { officer } = await app.otherOrganisation();
    expect((await officer.raw(`/evidence/${made.id}/file`)).status).toBe(404);
  });
});

describe('use', () => {
  test('evidence says what state it is in wherever it is used', async () => {
    const engineer = app.as('ai-engineer');
    const { body: target } = await engineer.post('/suppliers', { name: 'Proved GmbH' });
    const { body: link } = await engineer.post('/evidence', {
      title: 'Contract',
      url: 'https://example.org/contract',
      effectiveOn: '2026-01-01',
      expiresOn: '2026-11-30',
    });
    await engineer.post(`/evidence/${link.id}/links`, { recordId: target.id });
    const states = async () =>
      (await engineer.get(`/records/${target.id}/evidence`)).body.evidence.map(
        (each: { state: string }) => each.state,
      );
    expect(await states()).toEqual(['current']);
    await engineer.patch(`/evidence/${link.id}`, { version: 1, note: 'Annex added' });
    expect(await states()).toEqual(['older-version']);
    app.clock.advanceDays(10);
    expect(await states()).toEqual(['expired']);
  });

  test.each([
    ['javascript:alert(1)', 'an address that runs code'],
    ['file:///etc/passwd', 'a path of this machine'],
  ])('%s is refused as %s', async (url) => {
    expect((await app.as('ai-engineer').post('/evidence', { title: 'Bad', url })).status).toBe(422);
  });

  test('a period that ends before it begins is refused', async () => {
    const answer = await app.as('ai-engineer').post('/evidence', {
      title: 'Odd',
      url: 'https://example.org',
      periodFrom: '2026-05-01',
      periodTo: '2026-04-01',
    });
    expect(answer.body.problems).toEqual([{ path: 'periodTo', message: 'must not be before 2026-05-01' }]);
  });

  test('an external auditor reads and does not write', async () => {
    expect(
      (await app.as('external-auditor').post('/evidence', { title: 'X', url: 'https://example.org' })).status,
    ).toBe(403);
    expect((await app.as('external-auditor').get('/evidence')).status).toBe(200);
  });
});
