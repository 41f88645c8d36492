/**
 * A prefixed UUIDv7 (RFC 9562): sorts by time of creation, unique without asking anybody.
 * @param prefix the record type's short name, such as `rsk`
 * @returns for example `rsk_019ab3c2-7d11-7c3e-9a51-3f0c2b6d8e90`
 */
export function newId(prefix: string, at: Date): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const time = at.getTime();
  for (let i = 0; i < 6; i += 1) bytes[i] = Math.floor(time / 2 ** (8 * (5 - i))) & 0xff;
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  let hex = '';
  for (const byte of bytes) hex += HEX[byte];
  return `${prefix}_${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const HEX = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'));
