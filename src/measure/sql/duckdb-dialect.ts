import { type Dialect, exponential, int } from './dialect.ts';

const NUMBER =
  /^(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT|UTINYINT|USMALLINT|UINTEGER|UBIGINT|UHUGEINT|FLOAT|DOUBLE|DECIMAL.*)$/;

export const duckdbDialect: Dialect = {
  name: 'duckdb',
  identifier: (name) => `"${name.replaceAll('"', '""')}"`,
  text: (value) => `'${value.replaceAll("'", "''")}'`,
  number: exponential,
  none: 'null::bigint',
  isNumber: (type) => NUMBER.test(type),
  toNumber: (x, type) => {
    if (type === 'DOUBLE') return x;
    if (NUMBER.test(type) || type === 'BOOLEAN') return `${x}::double`;
    return `coalesce(try_cast(${x} as double), case lower(${x}) when 'true' then 1e0 when 'false' then 0e0 end)`;
  },
  toText: (x) => `cast(${x} as varchar)`,
  toInteger: (x) => `cast(${x} as bigint)`,
  finite: (x) => `isfinite(${x})`,
  sum: (x) => `sum(${x})`,
  instant: (x, type, zone) => {
    if (type === 'TIMESTAMP WITH TIME ZONE') return x;
    if (type.startsWith('TIMESTAMP') || type === 'DATE') return local(`${x}::timestamp`, zone);
    if (NUMBER.test(type)) return epoch(x);
    // Text with an offset names an instant; without one it is a time of the zone; a number counts from 1970.
    return `case when regexp_full_match(${x}, '[0-9]{9,16}([.][0-9]+)?') then ${epoch(`try_cast(${x} as double)`)} when regexp_matches(${x}, ':.*(Z|[+-][0-9]{2}(:?[0-9]{2})?)$') then try_cast(${x} as timestamptz) else ${local(`try_cast(${x} as timestamp)`, zone)} end`;
  },
  instantOf: (iso) => `'${iso}'::timestamptz`,
  millis: (x) => `epoch_ms(${x})`,
  quantiles: (x, shares) => `quantile_disc(${x}, [${shares.join(', ')}])`,
  oneIn: (n, columns) => `hash(${columns.join(', ')}) % ${n} = 0`,
  histograms: (columns, from) => ({
    sql: `select ${columns.map(({ x, edges }, i) => histogram(x, edges, i)).join(', ')} from ${from}`,
    read: ([row]) => columns.map(({ edges }, i) => inBins(edges, row?.[`h${i}`], i)),
  }),
};

/** A naive time as that of the zone; in UTC the session's own. */
function local(x: string, zone: string): string {
  return zone === 'UTC' ? `${x}::timestamptz` : `timezone('${zone.replaceAll("'", "''")}', ${x})`;
}

/** Seconds, milliseconds or microseconds since 1970, told apart by their size (each until the year 5138). */
function epoch(x: string): string {
  return `make_timestamptz((case when abs(${x}) < 1e11 then ${x} * 1e6 when abs(${x}) < 1e14 then ${x} * 1e3 else ${x} end)::bigint)`;
}

/** NaN would land in the lowest bin, so it is kept out. */
function histogram(x: string, edges: readonly number[], i: number): string {
  const list = edges.map((edge) => edge.toExponential()).join(', ');
  return `map_entries(histogram(case when isfinite(${x}) then ${x} end, [${list}]::double[])) as h${i}`;
}

/** The counts in the order of the edges. @throws Error for a bin that is not ours, which would mean edges moved */
function inBins(edges: readonly number[], entries: unknown, i: number): readonly number[] {
  const counts = new Array<number>(edges.length + 1).fill(0);
  const places = new Map(edges.map((edge, place) => [edge, place]));
  for (const { key, value } of (entries ?? []) as readonly { key: number; value: unknown }[]) {
    const place = places.get(key) ?? (key > edges.at(-1)! ? edges.length : undefined);
    if (place === undefined)
      throw new Error(`DuckDB counted column ${i} in a bin up to ${key}, which is none of ours.`);
    counts[place]! += int(value);
  }
  return counts;
}
