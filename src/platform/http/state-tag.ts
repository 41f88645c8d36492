import { createHash } from 'node:crypto';
import { speaker } from '#kernel/language.ts';
import type { Runtime } from '../instance.ts';
import { position } from '../register/position.ts';
import { type Call, reading } from '../runtime.ts';

/** Raised with every start, so that a new program never answers with an old program's tag. */
const build = createHash('sha256')
  .update(String(process.pid) + process.hrtime.bigint())
  .digest('base64url')
  .slice(0, 8);

/** The tag of a read over records: log size, day, language, rights, query, build (spine.md section 9). */
export async function stateTag(runtime: Runtime, call: Call, url: string): Promise<string> {
  const state = await reading(runtime, call, async (ctx) => `${await position(ctx)} ${ctx.today}`);
  const { id, via, roles, parts = [] } = call.actor;
  const reader = `${speaker().locale} ${id} ${via} ${roles.join(',')} ${JSON.stringify(parts)}`;
  return `"${createHash('sha256').update(`${state}\n${reader}\n${url}\n${build}`).digest('base64url').slice(0, 27)}"`;
}
