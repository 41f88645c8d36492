import { type Dialect, exponential, int } from './dialect.ts';

const NUMBER = /^(U?Int\d+|Float\d+|Decimal.*)$/;

/** ClickHouse. Types are looked at without `Nullable` and `LowCardinality`, which change nothing here. */
export const clickhouseDialect: Dialect = {
  name: 'clickhouse',
  identifier: (name) => `\`${name.replace(/[\\`]/g, '\\$&')}\``,
  text: (value) => `'${value.replace(/[\\']/g, '\\$&')}'`,
  number: exponential,
  none: `CAST(NULL, 'Nullable(Int64)')`,
  isNumber: (type) => NUMBER.test(bare(type)),
  toNumber: (x, type) => {
    if (type === '') return `CAST(${x}, 'Nullable(Float64)')`;
    if (NUMBER.test(bare(type)) || bare(type) === 'Bool') return `toFloat64(${x})`;
    return `coalesce(toFloat64OrNull(toString(${x})), multiIf(lower(toString(${x})) = 'true', 1e0, lower(toString(${x})) = 'false', 0e0, NULL))`;
  },
  toText: (x) => `toString(${x})`,
  toInteger: (x) => `toInt64(${x})`,
  finite: (x) => `isFinite(${x})`,
  sum: (x) => `sum(toInt128(${x}))`,
  instant: (x, type, zone) => {
    const named = clickhouseDialect.text(zone);
    if (bare(type).startsWith('DateTime')) return `toDateTime64(${x}, 3)`;
    if (bare(type).startsWith('Date')) return `toDateTime64(${x}, 3, ${named})`;
    if (NUMBER.test(bare(type)))
      return `fromUnixTimestamp64Milli(toInt64(multiIf(abs(${x}) < 1e11, ${x} * 1e3, abs(${x}) < 1e14, ${x} * 1e0, ${x} / 1e3)))`;
    return `parseDateTime64BestEffortOrNull(${x}, 3, ${named})`;
  },
  instantOf: (iso) => `toDateTime64('${iso.replace('T', ' ').replace('Z', '')}', 3, 'UTC')`,
  millis: (x) => `toUnixTimestamp64Milli(${x})`,
  quantiles: (x, shares) => `quantilesExactLow(${shares.join(', ')})(${x})`,
  oneIn: (n, columns) => `cityHash64(${columns.map((x) => `toString(${x})`).join(', ')}) % ${n} = 0`,
  histograms: (columns, from) => ({
    sql: columns.map(({ x, edges }, i) => histogram(x, edges, { i, from })).join(' union all '),
    read: (rows) => {
      const counts = columns.map(({ edges }) => new Array<number>(edges.length + 1).fill(0));
      const places = columns.map(({ edges }) => new Map(edges.map((edge, place) => [edge, place])));
      for (const { k, b, n } of rows) {
        const i = int(k);
        const place = b === null ? columns[i]!.edges.length : places[i]!.get(Number(b));
        if (place === undefined)
          throw new Error(
            `ClickHouse counted column ${i} in a bin up to ${String(b)}, which is none of ours.`,
          );
        counts[i]![place]! += int(n);
      }
      return counts;
    },
  }),
};

/** `roundDown` closes bins below; with the signs of values and edges changed it closes them above. No bin: beyond the last. */
function histogram(
  x: string,
  edges: readonly number[],
  { i, from }: { readonly i: number; readonly from: string },
): string {
  const turned = [...edges].reverse().map((edge) => (-edge).toExponential());
  const upper = `if(${x} > ${exponential(edges.at(-1)!)}, NULL, -roundDown(-(${x}), [${turned.join(', ')}]))`;
  return `select ${i} as k, b, count(*) as n from (select isFinite(${x}) as good, ${upper} as b from ${from}) as binned where good group by b`;
}

function bare(type: string): string {
  return type.replace(/^(LowCardinality|Nullable)\((.*)\)$/, '$2').replace(/^Nullable\((.*)\)$/, '$1');
}
