import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { evidenceModule } from '#modules/evidence/module.ts';
import { supplierModule } from '#modules/supplier/module.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp({ modules: [supplierModule, evidenceModule] });
});
afterAll(() => app.close());

const BYTES = { 'content-type': 'application/octet-stream' };

async function upload(name: string, body: BodyInit) {
  const answer = await app
    .as('governance-officer')
    .raw(`/evidence-files?fileName=${encodeURIComponent(name)}`, {
      method: 'POST',
      body,
      headers: BYTES,
      duplex: 'half',
    } as RequestInit);
  return { status: answer.status, body: (await answer.json()) as Record<string, string> };
}

async function download(id: string) {
  const { headers, ...rest } = await app.as('staff').raw(`/evidence/${id}/file`);
  return { ...rest, headers };
}

const PNG = Buffer.from(
  '89504e470d0a1a0a0000000d4948445200000001000000010806000000 1f15c4890000000a49444154789c6360000002000154a24f5d0000000049454e44ae426082'.replace(
    ' ',
    '',
  ),
  'hex',
);
const SCRIPT = '<script>alert(document.domain)</script>';

/** What somebody might upload so that it runs in another person's browser, and how it may come back. */
const POLYGLOTS: readonly (readonly [string, string, Uint8Array | string, 'inline' | 'attachment'])[] = [
  ['a page', 'report.html', `<!doctype html><html>${SCRIPT}</html>`, 'inline'],
  ['a page with an image in its name', 'photo.png', `<html>${SCRIPT}</html>`, 'inline'],
  [
    'a drawing with a script',
    'logo.svg',
    `<svg xmlns="http://www.w3.org/2000/svg">${SCRIPT}</svg>`,
    'inline',
  ],
  [
    'XML with an entity of this machine',
    'data.xml',
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>',
    'attachment',
  ],
  ['an image with a page behind it', 'photo.png', Buffer.concat([PNG, Buffer.from(SCRIPT)]), 'inline'],
  ['an image that is a script too', 'a.gif', `GIF89a/*${'\u0000'.repeat(8)}*/=1;alert(1)`, 'inline'],
  ['a PDF with a page in front', 'a.pdf', `%PDF-1.7\n${SCRIPT}`, 'inline'],
  [
    'a zip with a page in front of it',
    'a.zip',
    Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), Buffer.from(SCRIPT)]),
    'attachment',
  ],
  ['a program', 'setup.exe', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(64)]), 'attachment'],
];

describe('an uploaded file never runs here', () => {
  test.each(POLYGLOTS)('%s', async (_what, name, body, shown) => {
    const { status, body: piece } = await upload(name, body as BodyInit);
    expect(status).toBe(200);
    const { headers } = await download(piece.id!);
    const type = headers.get('content-type')!;
    // Nothing a browser would run: no page, no drawing, no XML, no script of ours.
    if (shown === 'inline') expect(type).toMatch(/^(text\/plain|image\/(png|gif)|application\/pdf)$/);
    expect(headers.get('content-disposition')).toMatch(new RegExp(`^${shown}; `));
    expect(headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('private, no-store');
  });

  test('its kind is read from what is in it, whatever its name says', async () => {
    expect((await upload('harmless.txt', Buffer.from([0, 1, 2, 3]))).body.mediaType).toBe(
      'application/octet-stream',
    );
    expect((await upload('page.html', PNG)).body.mediaType).toBe('image/png');
  });
});

describe('a name from outside', () => {
  test.each([
    ['../../../etc/passwd', 'passwd'],
    ['..\\..\\windows\\system.ini', 'system.ini'],
    ['/etc/shadow', 'shadow'],
    ['..', 'file'],
    ['a\r\nSet-Cookie: x=y', 'aSet-Cookie: x=y'],
    ['\u202egnp.exe', '\u202egnp.exe'],
  ])('%j becomes %j, and no header and no path', async (name, kept) => {
    const { body } = await upload(name, `text of ${kept}`);
    expect(body.fileName).toBe(kept);
    const { headers } = await download(body.id!);
    const disposition = headers.get('content-disposition')!;
    expect(disposition).toMatch(/^inline; filename="[\w.() -]*"; filename\*=UTF-8''[A-Za-z0-9%._~!*'()-]*$/);
    expect(headers.get('set-cookie')).toBeNull();
  });

  test('names no place on the disk: files lie under the hash of what is in them', async () => {
    await upload('../../escape.txt', 'nowhere else');
    const all = await readdir(join(app.folder, 'files'), { recursive: true });
    for (const each of all.map((path) => path.split('/').at(-1)!))
      expect(each).toMatch(/^(?:[0-9a-f]{64}|[0-9a-f]{2}|incoming|aims_[0-9a-f-]+)$/);
    expect(await readFile(join(app.folder, 'escape.txt'), 'utf8').catch(() => null)).toBeNull();
  });

  test('of a stored file cannot be asked for by a path', async () => {
    const staff = app.as('staff');
    for (const id of ['..%2f..%2fsecret', '%2e%2e', '....//secret'])
      expect((await staff.raw(`/evidence/${id}/file`)).status).toBe(404);
  });
});

test('a file beyond the limit is refused while it comes in, and nothing of it stays', async () => {
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      sent += 1;
      if (sent > 60) controller.close();
      else controller.enqueue(new Uint8Array(4 * 1024 * 1024));
    },
  });
  const { status } = await upload('endless.bin', endless);
  // It did not wait for the end.
  expect(sent).toBeLessThan(40);
  expect(status).toBe(413);
  expect(await readdir(join(app.folder, 'files', 'incoming')).catch(() => [])).toEqual([]);
});

describe('a table to bring in', () => {
  const send = async (body: BodyInit) =>
    app
      .as('governance-officer')
      .raw('/suppliers/rows?preview=true', { method: 'POST', body, headers: BYTES });

  test('that unpacks to a thousand times its size is refused before it is read', async () => {
    const bomb = zip([
      ['xl/workbook.xml', Buffer.from('<workbook/>')],
      ['xl/worksheets/sheet1.xml', Buffer.alloc(200 * 1024 * 1024, 32)],
    ]);
    expect(bomb.byteLength).toBeLessThan(1024 * 1024);
    expect((await send(new Uint8Array(bomb))).status).toBe(413);
  });

  test('that lies about its unpacked size is found out while it is unpacked', async () => {
    const bomb = zip([['xl/worksheets/sheet1.xml', Buffer.alloc(200 * 1024 * 1024, 32)]], 10);
    expect((await send(new Uint8Array(bomb))).status).toBe(413);
  });

  test('with entities that grow, or that name a file of this machine, gives nothing of either', async () => {
    const bombs = [
      `<!DOCTYPE s [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_, i) => `<!ENTITY ${'bcdefghij'[i]} "${`&${'abcdefghi'[i]};`.repeat(10)}">`).join('')}]>`,
      '<!DOCTYPE s [<!ENTITY j SYSTEM "file:///etc/passwd">]>',
    ];
    for (const doctype of bombs) {
      const sheet = `<?xml version="1.0"?>${doctype}<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row></sheetData></worksheet>`;
      const started = performance.now();
      const answer = await send(new Uint8Array(workbook(sheet)));
      expect(performance.now() - started).toBeLessThan(10_000);
      const text = await answer.text();
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(text).not.toContain('root:');
      expect(text.length).toBeLessThan(5000);
    }
  });

  test('whose columns are called like parts of every object changes no object', async () => {
    const csv = '__proto__,constructor,toString,Name\n"{""admin"":true}",x,y,Honest supplier\n';
    const answer = await send(csv);
    const body = (await answer.json()) as { columns: unknown[]; created: number };
    expect([answer.status, body.created]).toEqual([200, 1]);
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
    const mapping = encodeURIComponent('{"__proto__":"name"}');
    const mapped = await app
      .as('governance-officer')
      .raw(`/suppliers/rows?preview=true&mapping=${mapping}`, { method: 'POST', body: csv, headers: BYTES });
    expect(mapped.status).toBeLessThan(500);
    expect(({} as Record<string, unknown>).name).toBeUndefined();
  });
});

/** A spreadsheet of one sheet. */
function workbook(sheet: string): Buffer {
  return zip([
    [
      '[Content_Types].xml',
      Buffer.from('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
    ],
    [
      'xl/workbook.xml',
      Buffer.from(
        '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
      ),
    ],
    [
      'xl/_rels/workbook.xml.rels',
      Buffer.from(
        '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
      ),
    ],
    ['xl/worksheets/sheet1.xml', Buffer.from(sheet)],
  ]);
}

/** A zip archive. @param claimed what its directory says of every unpacked size, when that is not the truth */
function zip(entries: readonly (readonly [string, Buffer])[], claimed?: number): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of entries) {
    const packed = deflateRawSync(content);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(crc32(content), 14);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(claimed ?? content.length, 22);
    head.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(20, 6);
    head.copy(central, 8, 6, 26);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(crc32(content), 16);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(claimed ?? content.length, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(offset, 42);
    parts.push(head, Buffer.from(name), packed);
    directory.push(central, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, list, end]);
}
