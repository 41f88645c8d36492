import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aiTools } from './ai-tools.ts';
import { readList } from './read-list.ts';
import { addressIn, toolAt, toolNamed } from './recognise.ts';

const TODAY = '2026-11-24';
const BOOKMARKS = `<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<DL><p>
  <DT><H3 ADD_DATE="1700000000">Work</H3>
  <DL><p>
    <DT><A HREF="https://chatgpt.com/g/abc?x=1" ADD_DATE="1735689600" ICON="data:image/png;base64,AAAA">Chat &amp; more</A>
    <DT><A HREF="https://www.deepl.com/translator">Übersetzen</A>
    <DT><A HREF="https://intranet.example/canteen">Canteen</A>
    <DT><A HREF="https://github.com/our/code">Code</A>
    <DT><A HREF="https://github.com/copilot">Copilot</A>
  </DL><p>
</DL><p>`;

describe('a bookmark file', () => {
  test('shows the AI tools among the bookmarks, and since when they are there', () => {
    const { kind, uses } = readList(BOOKMARKS, TODAY);
    expect(kind).toBe('bookmarks');
    expect(uses.map(({ line, tool, host, since }) => [line, tool, host, since])).toEqual([
      [1, 'ChatGPT', 'chatgpt.com', '2025-01-01'],
      [2, 'DeepL', 'deepl.com', null],
      [5, 'GitHub Copilot', 'github.com', null],
    ]);
  });

  test.each([
    ['a script in the name', '<a href="https://claude.ai"><script>alert(1)</script>Claude</a>', 'Claude'],
    ['a script as address', '<a href="javascript:alert(document.cookie)//claude.ai">x</a>', null],
    ['marks inside the quotes', '<a href="https://claude.ai/?a=>" title=\'">\'>Claude</a>', 'Claude'],
    ['an anchor that never ends', '<a href="https://claude.ai', 'Claude'],
    ['a host that only looks like one', '<a href="https://claude.ai.evil.example/">Free</a>', null],
    ['a host with the name in front', '<a href="https://notclaude.ai/">Free</a>', null],
    ['a day in the year 50000', '<a href="https://claude.ai" add_date="1514764800000">Claude</a>', 'Claude'],
  ])('%s is text and nothing else', (_what, html, tool) => {
    const { uses } = readList(`<!DOCTYPE NETSCAPE-Bookmark-file-1>${html}`, TODAY);
    expect(uses.map((use) => use.tool)).toEqual(tool ? [tool] : []);
    expect(JSON.stringify(uses)).not.toMatch(/<script|javascript:/i);
  });

  test('whatever is pasted is read in time that grows with its length, and never fails', () => {
    const nasty = fc.constantFrom(
      '<a ',
      '<a',
      '"',
      "'",
      '>',
      '<',
      '</a',
      '&#x;',
      '&#99999999;',
      'href=',
      '\u202e',
      '\ud800',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(nasty, fc.string()), { maxLength: 60 }), (parts) => {
        const { uses } = readList(`<dt><a href="x">${parts.join('')}`, TODAY);
        for (const use of uses) expect(use.tool.length).toBeGreaterThan(0);
      }),
    );
    const long = `<!DOCTYPE NETSCAPE-Bookmark-file-1>${'<a href="'.repeat(60_000)}`;
    const start = performance.now();
    readList(long, TODAY);
    readList(`<!DOCTYPE NETSCAPE-Bookmark-file-1>${'<a x>'.repeat(100_000)}`, TODAY);
    readList('a.'.repeat(400_000), TODAY);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('a pasted list', () => {
  test('keeps each line, and recognises tools by address or name', () => {
    const { kind, uses } = readList(
      'Tool\tAddress\nChatGPT Plus\t\nOur own bot\thttps://bot.example/x\n\nTranslator\tdeepl.com\n"Perplexity; Pro"',
      TODAY,
    );
    expect(kind).toBe('list');
    expect(uses.map(({ line, tool, host, recognised }) => [line, tool, host, recognised])).toEqual([
      [2, 'ChatGPT', null, true],
      [3, 'Our own bot', 'bot.example', false],
      [5, 'DeepL', 'deepl.com', true],
      [6, 'Perplexity', null, true],
    ]);
  });

  test('short names are recognised only where they stand alone', () => {
    expect(toolNamed('Writer')?.name).toBe('Writer');
    expect(toolNamed('Pi')?.name).toBe('Pi');
    expect(toolNamed('Raspberry Pi')).toBeNull();
    expect(toolNamed('Writer of letters')?.name).toBe('Writer');
  });
});

test('every address of our list is recognised as its tool, and no address belongs to two', () => {
  const seen = new Set<string>();
  for (const tool of aiTools)
    for (const at of tool.at) {
      expect(seen.has(at), at).toBe(false);
      seen.add(at);
      expect(toolAt(addressIn(`https://www.${at}/page`)!)?.name, at).toBe(tool.name);
    }
});
