import { addDays } from '#kernel/days.ts';
import type { FieldsOf } from '#kernel/record.ts';
import { useRequest } from '#modules/intake/contract.ts';
import { declareList } from '#modules/intake/lists.ts';
import {
  acknowledge,
  askBack,
  askForUse,
  decideUse,
  endApproval,
  withdrawRequest,
} from '#modules/intake/service.ts';
import type { Cast, Scene, Stage } from './cast.ts';

type Plan = {
  readonly by: keyof Cast;
  readonly fields: Partial<FieldsOf<typeof useRequest>>;
  readonly ending?: 'question' | 'refuse' | 'withdraw' | 'end' | 'acknowledge';
  readonly conditions?: readonly string[];
  readonly words?: string;
  readonly days?: number;
};

const REQUESTS: readonly Plan[] = [
  {
    by: 'staff',
    fields: {
      tool: 'DeepL',
      address: 'deepl.com',
      purpose: 'Letters to families in other languages',
      dataKinds: ['personal'],
      affected: ['customers'],
      decisions: 'no',
      alreadyUsed: true,
    },
    ending: 'acknowledge',
    conditions: ['Only with the licence of the house', 'A speaker of the language reads each letter'],
    words: 'The licensed version keeps nothing. Thank you for telling us.',
    days: 365,
  },
  {
    by: 'staff',
    fields: {
      tool: 'Otter',
      address: 'otter.ai',
      purpose: 'Minutes of handovers',
      dataKinds: ['special'],
      affected: ['patients', 'colleagues'],
      decisions: 'no',
      alreadyUsed: false,
    },
    ending: 'refuse',
    words: 'Handovers speak of residents. Our own transcription does the same within the house.',
  },
  {
    by: 'engineer',
    fields: {
      tool: 'GitHub Copilot',
      address: 'github.com/copilot',
      purpose: 'Writing code of internal tools',
      dataKinds: ['internal'],
      affected: ['nobody'],
      decisions: 'no',
      alreadyUsed: false,
    },
    conditions: ['No data of residents in prompts'],
    words: 'Helpful, and nothing about people goes in.',
    days: 20,
  },
  {
    by: 'quality',
    fields: {
      tool: 'Gamma',
      purpose: 'Slides for trainings',
      dataKinds: ['internal'],
      affected: ['colleagues'],
      decisions: 'no',
      alreadyUsed: true,
    },
    ending: 'end',
    words: 'For trainings without names.',
    days: 200,
  },
  {
    by: 'staff',
    fields: {
      tool: 'A bot that answers families',
      purpose: 'Answers questions about visiting hours',
      dataKinds: ['unknown'],
      affected: ['customers'],
      decisions: 'unknown',
      alreadyUsed: false,
    },
    ending: 'question',
    words: 'Does it see names of residents?',
  },
  {
    by: 'dpo',
    fields: {
      tool: 'Perplexity',
      purpose: 'Looking up guidance',
      dataKinds: ['public'],
      affected: ['nobody'],
      decisions: 'no',
      alreadyUsed: false,
    },
    ending: 'withdraw',
  },
];

const BOOKMARKS = `<!DOCTYPE NETSCAPE-Bookmark-file-1>
<DL><p>
<DT><A HREF="https://chatgpt.com/">ChatGPT</A>
<DT><A HREF="https://firefly.adobe.com/">Pictures</A>
<DT><A HREF="https://intranet.example/">Intranet</A>
</DL><p>`;

/** Requests and declarations in every state; the last two come from somebody's bookmarks and wait. */
export const intake: Scene = async (stage) => {
  for (const plan of REQUESTS) await requestOf(stage, plan);
  await stage.doing(stage.cast.staff, 'useRequest.declareList', (tx) =>
    declareList(tx, { text: BOOKMARKS, lines: [1, 2] }),
  );
};

async function requestOf({ doing, cast }: Stage, plan: Plan): Promise<void> {
  const asker = cast[plan.by];
  const made = await doing(asker, 'useRequest.create', async (tx) =>
    tx.insert(useRequest, await askForUse(tx, plan.fields)),
  );
  const seen = { id: made.id, version: made.version };
  if (plan.ending === 'withdraw') {
    await doing(asker, 'useRequest.withdraw', (tx) => withdrawRequest(tx, seen));
    return;
  }
  if (plan.ending === 'question') {
    await doing(cast.dpo, 'useRequest.askBack', (tx) => askBack(tx, seen, plan.words!));
    return;
  }
  const decided = await doing(cast.officer, 'useRequest.decide', (tx) =>
    decideUse(tx, seen, {
      decision: plan.ending === 'refuse' ? 'refuse' : 'approve',
      reason: plan.words!,
      conditions: plan.conditions ?? [],
      ...(plan.days && { validUntil: addDays(tx.today, plan.days) }),
    }),
  );
  const next = { id: decided.id, version: decided.version };
  if (plan.ending === 'acknowledge')
    await doing(asker, 'useRequest.acknowledge', (tx) => acknowledge(tx, next));
  if (plan.ending === 'end')
    await doing(cast.officer, 'useRequest.end', (tx) =>
      endApproval(tx, next, 'The trainings use the slides of the house now.'),
    );
}
