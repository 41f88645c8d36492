import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical, sortedKeys } from './canonical.ts';

// RFC 8785 appendix B: IEEE 754 bits and their text.
const numbers: readonly (readonly [bits: string, text: string])[] = [
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['ffefffffffffffff', '-1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'],
  ['41b3de4355555554', '333333333.33333325'],
  ['41b3de4355555555', '333333333.3333333'],
  ['41b3de4355555556', '333333333.3333334'],
  ['41b3de4355555557', '333333333.33333343'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2'],
];

function double(bits: string): number {
  return Buffer.from(bits, 'hex').readDoubleBE();
}

describe('the published vectors of RFC 8785', () => {
  test.each(numbers)('the number with bits %s is %s', (bits, text) => {
    expect(canonical(double(bits))).toBe(text);
  });

  test.each(['7fffffffffffffff', '7ff0000000000000', 'fff0000000000000'])(
    'the number with bits %s is refused',
    (bits) => {
      expect(() => canonical(double(bits))).toThrow('This value has no canonical JSON: the number');
    },
  );

  test('the example of section 3.2.2 gives the bytes of section 3.2.4', () => {
    const value = JSON.parse(
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],' +
        '"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
    );
    const bytes =
      '7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c226e756d62657273223a5b33333333333333' +
      '33332e333333333333332c31652b33302c342e352c302e3030322c31652d32375d2c22737472696e67223a22e282ac24' +
      '5c75303030665c6e4127425c225c5c5c5c5c222f227d';
    expect(Buffer.from(canonical(value)).toString('hex')).toBe(bytes);
  });

  test('the keys of section 3.2.3 are sorted by UTF-16 code units, so an emoji precedes U+FB33', () => {
    const value = JSON.parse(
      '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",' +
        '"\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}',
    );
    expect(Object.values(JSON.parse(canonical(value)))).toHaveLength(7);
    const order = [...canonical(value).matchAll(/:"([^"]+)"/g)].map((match) => match[1]);
    expect(order).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });

  // testdata/input/weird.json and output/weird.json of github.com/cyberphone/json-canonicalization.
  test("weird.json of the RFC's author gives his output", () => {
    const value = JSON.parse(
      '{"\\u20ac":"Euro Sign","1":"One","\\u0080":"Control\\u007f","\\ud83d\\ude02":"Smiley",' +
        '"\\u00f6":"Latin Small Letter O With Diaeresis","\\ufb33":"Hebrew Letter Dalet With Dagesh",' +
        '"</script>":"Browser Challenge"}',
    );
    expect(canonical(value)).toBe(
      '{"1":"One","</script>":"Browser Challenge","\u0080":"Control\u007f","ö":"Latin Small Letter O With Diaeresis",' +
        '"€":"Euro Sign","😂":"Smiley","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    );
  });
});

describe('any value', () => {
  const values = fc.jsonValue({ maxDepth: 5, noUnicodeString: false });

  test('is read back as it was, but for the sign of zero', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('has the same text again after it was read back', () => {
    fc.assert(
      fc.property(values, (value) => {
        const text = canonical(value);
        expect(canonical(JSON.parse(text))).toBe(text);
      }),
    );
  });

  test('has one text, whatever the order in which its keys were set', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), values), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonical(reversed)).toBe(canonical(value));
      }),
    );
  });

  test('is refused only for a lone surrogate, if it is text', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0xd700, max: 0xe0ff }), { maxLength: 4 }), (units) => {
        const text = String.fromCharCode(...units);
        if (text.isWellFormed()) expect(JSON.parse(canonical(text))).toBe(text);
        else expect(() => canonical(text)).toThrow('a lone surrogate');
      }),
    );
  });
});

describe('what JSON cannot say exactly is refused, with its place', () => {
  class Point {
    readonly x = 1;
  }
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;

  test.each([
    ['undefined', undefined, 'a value of type undefined at $.'],
    ['undefined inside an object', { a: { b: undefined } }, 'a value of type undefined at $.a.b.'],
    ['undefined inside an array', { a: [1, undefined] }, 'a value of type undefined at $.a[1].'],
    ['a hole in an array', Object.assign(new Array(3), { 0: 1, 2: 3 }), 'a value of type undefined at $[1].'],
    ['a bigint', { n: 1n }, 'a value of type bigint at $.n.'],
    ['a function', [() => 1], 'a value of type function at $[0].'],
    ['a date', { at: new Date(0) }, 'an object that is not plain at $.at.'],
    ['bytes', { raw: new Uint8Array(2) }, 'an object that is not plain at $.raw.'],
    ['an object of a class', new Point(), 'an object that is not plain at $.'],
    ['a lone surrogate in a key', { 'a\ud800': 1 }, 'a lone surrogate at $.a\ufffd.'],
    ['a lone surrogate in a value', { a: '\udc00' }, 'a lone surrogate at $.a.'],
  ])('%s', (_name, value, message) => {
    expect(() => canonical(value)).toThrow(message);
  });

  test('a cycle ends in an error, not in a crash', () => {
    expect(() => canonical(cycle)).toThrow('nesting deeper than 500 levels, or a cycle,');
  });

  test('500 levels are written and 501 are not', () => {
    const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
    expect(canonical(nested(500))).toHaveLength(1000);
    expect(() => canonical(nested(501))).toThrow('nesting deeper');
  });
});

test('rows of a database, which have no prototype, are plain', () => {
  expect(canonical(Object.assign(Object.create(null), { b: 1, a: -0 }))).toBe('{"a":0,"b":1}');
});

test('a key called __proto__ is written like any other', () => {
  expect(canonical(JSON.parse('{"b":1,"__proto__":{"a":2}}'))).toBe('{"__proto__":{"a":2},"b":1}');
});

test('keys that look like numbers are sorted as text', () => {
  expect(sortedKeys({ 9: 1, 10: 1, a: 1, B: 1 })).toEqual(['10', '9', 'B', 'a']);
});
