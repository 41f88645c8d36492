import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cleanPng } from '#documents/png.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp();
});
afterAll(() => app.close());

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A green picture with a remark about a person inside. */
function png(width = 60, height = 20): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const line = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, Buffer.from([0, 128, 0]))]);
  const pixels = Buffer.concat(Array.from({ length: height }, () => line));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('tEXt', Buffer.from('Author\u0000Somebody by name')),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
    Buffer.from('<script>what follows the picture</script>'),
  ]);
}

const officer = () => app.as('governance-officer');
const version = async () => (await officer().get('/organisation')).body.version as number;
const dress = async (look: object) =>
  officer().post('/organisation/branding', {
    version: await version(),
    nameLine: null,
    footer: null,
    colour: null,
    ...look,
  });
const upload = (body: Uint8Array | string, alt = 'A green bar') =>
  officer().raw(`/organisation/logo?alt=${encodeURIComponent(alt)}`, {
    method: 'POST',
    body: body as BodyInit,
    headers: { 'content-type': 'application/octet-stream' },
  });
const sample = async (format: 'pdf' | 'docx') =>
  Buffer.from(await (await officer().raw(`/organisation/sample?format=${format}`)).arrayBuffer());

describe('the look of exports', () => {
  test('is plain until somebody decides it, and then in the documents', async () => {
    const plain = await sample('docx');
    const plainPdf = await sample('pdf');
    expect(
      (await dress({ nameLine: 'House of Weiss', footer: 'Prepared by Weiss Advisers', colour: '#0b5394' }))
        .status,
    ).toBe(200);
    expect((await upload(png())).status).toBe(200);
    const dressed = await sample('docx');
    expect(dressed.length).toBeGreaterThan(plain.length + 100);
    expect(dressed.includes('media/')).toBe(true);
    expect(plain.includes('media/')).toBe(false);
    const pdf = await sample('pdf');
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    const drawsOne = (bytes: Buffer) => /\/Width 60\b/.test(bytes.toString('latin1'));
    expect([drawsOne(plainPdf), drawsOne(pdf)]).toEqual([false, true]);
    await officer().delete('/organisation/logo');
    await dress({});
    expect((await officer().get('/organisation')).body.branding).toBeNull();
  });

  test.each([
    ['#ffff00', 422],
    ['#777777', 422],
    ['#767676', 200],
    ['blue', 422],
  ])('takes the colour %s only when it can be read on white', async (colour, status) => {
    expect((await dress({ colour })).status).toBe(status);
  });

  test('is decided by those who change settings', async () => {
    for (const role of ['staff', 'consultant', 'external-auditor'] as const)
      expect(
        (
          await app
            .as(role)
            .post('/organisation/branding', { version: 1, nameLine: 'x', footer: null, colour: null })
        ).status,
      ).toBe(403);
  });
});

describe('a logo', () => {
  test('keeps what draws the picture, and nothing that was put in or behind it', () => {
    const clean = cleanPng(png())!;
    expect(clean).toMatchObject({ width: 60, height: 20 });
    const text = Buffer.from(clean.bytes).toString('latin1');
    expect(text).not.toContain('Somebody');
    expect(text).not.toContain('script');
  });

  test.each([
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['nothing', ''],
    ['a file that begins like one', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])],
    ['a picture of too many pixels', png(2001, 1)],
  ])('is not taken from %s', async (_what, body) => {
    expect((await upload(body)).status).toBe(415);
  });

  test('is not taken above 64 kB', async () => {
    expect((await upload(Buffer.alloc(70_000))).status).toBe(413);
  });

  test('with any byte changed is refused, or the same picture', () => {
    const whole = png();
    const right = cleanPng(whole)!;
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const bytes = Buffer.from(whole);
        bytes[at]! ^= by;
        const clean = cleanPng(bytes);
        if (clean) expect(Buffer.from(clean.bytes).equals(Buffer.from(right.bytes))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
