import { crc32, inflateSync } from 'node:zlib';

/** What a PNG must be to be printed: its size, and the bytes that stayed after everything else was taken out. */
export type CleanPng = { readonly bytes: Uint8Array; readonly width: number; readonly height: number };

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** What draws the picture. Texts, positions, colour profiles and the rest are left out. */
const KEPT = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
const MAX_SIDE = 2000;

/**
 * Reads a PNG chunk by chunk, each against its own sum, and writes it anew with what draws the picture alone. The
 * pixels must unpack to no more than the size promises.
 * @returns null when it is no PNG, is damaged, or larger than 2,000 pixels on a side
 */
export function cleanPng(file: Uint8Array): CleanPng | null {
  const bytes = Buffer.from(file);
  if (!bytes.subarray(0, 8).equals(SIGNATURE)) return null;
  const kept: Buffer[] = [SIGNATURE];
  const pixels: Buffer[] = [];
  let size: { width: number; height: number } | null = null;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > bytes.length) return null;
    const name = bytes.toString('latin1', at + 4, at + 8);
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return null;
    if (name === 'IHDR') {
      if (length !== 13) return null;
      size = { width: bytes.readUInt32BE(at + 8), height: bytes.readUInt32BE(at + 12) };
    }
    if (name === 'IDAT') pixels.push(bytes.subarray(at + 8, end - 4));
    if (KEPT.has(name)) kept.push(bytes.subarray(at, end));
    at = end;
    if (name === 'IEND')
      return size && drawable(size, pixels) ? { bytes: Buffer.concat(kept), ...size } : null;
  }
  return null;
}

function drawable(
  { width, height }: { readonly width: number; readonly height: number },
  pixels: readonly Buffer[],
) {
  if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE || pixels.length === 0) return false;
  try {
    // Eight bytes for a pixel at the most, and one for each line of each pass.
    inflateSync(Buffer.concat(pixels), { maxOutputLength: (width * 8 + 1) * height + 8 * height + 64 });
    return true;
  } catch {
    return false;
  }
}
