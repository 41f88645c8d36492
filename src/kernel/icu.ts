/** A text taken apart, as Lingui takes it: words, `[name]` for a value, `[name, 'plural', forms]` for a choice. */
export type Part = string | readonly [name: string] | readonly [name: string, kind: string, forms: Forms];
type Forms = Readonly<Record<string, readonly Part[]>>;

/**
 * Takes a text in the notation of ICU messages apart. Known are values `{name}`, choices `{n, plural, one {# risk}
 * other {# risks}}` (and `select`), `#` within a plural, and braces in quotes `'{'`: what our message files use. Lingui's
 * own compiler knows dates and skeletons as well and is twelve times the size.
 * @throws Error when a brace is not closed or a choice has no form `other`
 */
export function takeApart(message: string): Part[] {
  let at = 0;
  const parts = (plural: boolean): Part[] => {
    const found: Part[] = [];
    let words = '';
    const flush = () => {
      if (words !== '') found.push(words);
      words = '';
    };
    for (; at < message.length && message[at] !== '}'; at++) {
      const sign = message[at]!;
      if (sign === "'" && '{}'.includes(message[at + 1] ?? ' ')) {
        const end = message.indexOf("'", at + 1);
        words += message.slice(at + 1, end < 0 ? undefined : end);
        at = end < 0 ? message.length : end;
      } else if (sign === '#' && plural) {
        flush();
        found.push('#');
      } else if (sign === '{') {
        flush();
        at++;
        found.push(argument());
      } else words += sign;
    }
    flush();
    return found;
  };
  const argument = (): Part => {
    const head = /^\s*(\w+)\s*(?:,\s*(plural|select|selectordinal)\s*,)?/.exec(message.slice(at));
    if (!head) throw new Error(`A brace names no value: ${message}`);
    at += head[0].length;
    const [, name = '', kind] = head;
    if (!kind) return close([name]);
    const forms: Record<string, readonly Part[]> = {};
    for (;;) {
      const form = /^\s*=?(\w+)\s*\{/.exec(message.slice(at));
      if (!form) break;
      at += form[0].length;
      forms[form[1]!] = parts(kind !== 'select');
      close(['']);
      at++;
    }
    if (!forms.other) throw new Error(`A choice has no form "other": ${message}`);
    return close([name, kind, forms]);
  };
  const close = (part: Part): Part => {
    at += /^\s*/.exec(message.slice(at))![0].length;
    if (message[at] !== '}') throw new Error(`A brace is not closed: ${message}`);
    return part;
  };
  const all = parts(false);
  if (at < message.length) throw new Error(`A brace closes nothing: ${message}`);
  return all;
}
