import type { PackId } from './pack-ids.ts';
import { packSchemas } from './pack-schemas.ts';
import type { Packs } from './packs.ts';

/**
 * A pack out of its text, looked through to the last field its schema knows. To be called before a pack is installed,
 * that is, before its digest enters `installed.json`.
 * @throws Error naming the first fields that do not fit, or SyntaxError when the text is not JSON
 */
export function validatePack<I extends PackId>(id: I, text: string): Packs[I] {
  const content: unknown = JSON.parse(text);
  const { success, error } = packSchemas[id].safeParse(content);
  if (success) return content as Packs[I];
  const problems = error.issues.slice(0, 5).map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`The pack ${id} does not fit its schema: ${problems.join('; ')}`);
}
