/**
 * Personal data by pattern with checksum, as DuckDB conditions over a text. A pattern finds candidates, a checksum
 * throws out what only looks alike. What has no checksum (names, addresses) is not found: these are lower bounds.
 */

/** An e-mail address, by the usual shape of local part, domain and top-level domain. */
export function isEmail(text: string): string {
  return `regexp_matches(${text}, '[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,}')`;
}

/** An IBAN whose remainder by 97 is 1 (ISO 13616-1, ISO 7064 MOD 97-10); grouped by blanks or not. */
export function isIban(text: string): string {
  const candidates = `regexp_extract_all(${text}, '\\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\\b')`;
  const bare = `replace(c, ' ', '')`;
  const turned = `substr(${bare}, 5) || substr(${bare}, 1, 4)`;
  const digits = `list_transform(string_split(${turned}, ''), lambda d: case when d between '0' and '9' then ascii(d) - 48 else ascii(d) - 55 end)`;
  const remainder = `list_reduce(list_prepend(0, ${digits}), lambda a, d: (case when d > 9 then a * 100 + d else a * 10 + d end) % 97)`;
  return `len(list_filter(${candidates}, lambda c: length(${bare}) between 15 and 34 and ${remainder} = 1)) > 0`;
}

/** The number of a payment card: 13 to 19 digits, grouped or not, that pass Luhn's check (ISO/IEC 7812-1 annex B). */
export function isCard(text: string): string {
  const candidates = `regexp_extract_all(${text}, '\\b[0-9](?:[ -]?[0-9]){12,18}\\b')`;
  const digits = `list_reverse(list_transform(string_split(regexp_replace(c, '[ -]', '', 'g'), ''), lambda d: ascii(d) - 48))`;
  const doubled = `list_transform(${digits}, lambda d, i: case when i % 2 = 1 then d when d > 4 then 2 * d - 9 else 2 * d end)`;
  return `len(list_filter(${candidates}, lambda c: list_sum(${doubled}) % 10 = 0 and list_sum(${digits}) > 0)) > 0`;
}
