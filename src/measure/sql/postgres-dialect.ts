import { type Dialect, exponential, int } from './dialect.ts';

const NUMBER = /^(smallint|integer|bigint|real|double precision|numeric.*|decimal.*)$/;
const NUMERAL = `'^\\s*[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?\\s*$'`;

/** PostgreSQL 15 and later. */
export const postgresDialect: Dialect = {
  name: 'postgres',
  identifier: (name) => `"${name.replaceAll('"', '""')}"`,
  text: (value) => `'${value.replaceAll("'", "''")}'`,
  // A numeral with an exponent is a decimal here, so its type is said.
  number: (value) => `${exponential(value)}::float8`,
  none: 'null::bigint',
  isNumber: (type) => NUMBER.test(type),
  toNumber: (x, type) => {
    if (NUMBER.test(type)) return `${x}::float8`;
    if (type === 'boolean') return `${x}::int::float8`;
    if (type === '') return `${x}::float8`;
    return `case when ${x}::text ~ ${NUMERAL} then ${x}::text::float8 when lower(${x}::text) = 'true' then 1::float8 when lower(${x}::text) = 'false' then 0::float8 end`;
  },
  toText: (x) => `cast(${x} as text)`,
  toInteger: (x) => `cast(${x} as bigint)`,
  finite: (x) => `(${x} > '-infinity'::float8 and ${x} < 'infinity'::float8)`,
  sum: (x) => `sum(${x})`,
  instant: (x, type, zone) => {
    const local = (time: string) => `(${time} at time zone '${zone.replaceAll("'", "''")}')`;
    if (type.startsWith('timestamp') && type.endsWith('with time zone')) return x;
    if (type.startsWith('timestamp') || type === 'date') return local(`${x}::timestamp`);
    if (NUMBER.test(type))
      return `to_timestamp(case when abs(${x}) < 1e11 then ${x}::float8 when abs(${x}) < 1e14 then ${x}::float8 / 1e3 else ${x}::float8 / 1e6 end)`;
    return `case when ${x} !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}' then null when ${x} ~ ':.*(Z|[+-][0-9]{2}(:?[0-9]{2})?)$' then ${x}::timestamptz else ${local(`${x}::timestamp`)} end`;
  },
  instantOf: (iso) => `'${iso}'::timestamptz`,
  millis: (x) => `floor(extract(epoch from ${x}) * 1000)::bigint`,
  quantiles: (x, shares) =>
    `percentile_disc(array[${shares.join(', ')}]::float8[]) within group (order by ${x})`,
  // A sort on disk is no trouble for it, so nothing is sampled.
  oneIn: () => '1 = 1',
  histograms: (columns, from) => ({
    sql: columns.map(({ x, edges }, i) => histogram(x, edges, { i, from })).join(' union all '),
    read: (rows) => {
      const counts = columns.map(({ edges }) => new Array<number>(edges.length + 1).fill(0));
      for (const { k, b, n } of rows) counts[int(k)]![int(b)]! += int(n);
      return counts;
    },
  }),
};

/**
 * `width_bucket` closes bins below; turned round, with the signs of values and edges changed, it closes them above: it
 * then counts the edges that are not less than the value.
 */
function histogram(
  x: string,
  edges: readonly number[],
  { i, from }: { readonly i: number; readonly from: string },
): string {
  const turned = [...edges].reverse().map((edge) => (-edge).toExponential());
  const bin = `${edges.length} - width_bucket(-(${x}), array[${turned.join(', ')}]::float8[])`;
  return `select ${i} as k, b, count(*) as n from (select case when ${postgresDialect.finite(x)} then ${bin} end as b from ${from}) as binned where b is not null group by b`;
}
