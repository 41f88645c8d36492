import type { FieldsOf } from '#kernel/record.ts';
import type { ClaimTopic, claim } from './claim-contract.ts';
import { cellOf, OMB } from './import-omb-columns.ts';

type Statement = Pick<FieldsOf<typeof claim>, 'topic' | 'value' | 'said' | 'source' | 'saidOn'>;
type Value = Statement['value'];

/** The columns of the 2024 federal inventory that state what was or was not done, by topic. */
const COLUMNS: Readonly<Record<ClaimTopic, string>> = {
  'impact-assessment': OMB.assessment,
  'real-world-test': OMB.tested,
  'independent-evaluation': OMB.independent,
  monitoring: OMB.monitoring,
  notice: OMB.notice,
  appeal: OMB.appeal,
  'opt-out': OMB.optOut,
};
/** The file carries no day of its own: its statements are dated by the end of the year they are about. */
const SAID_ON = '2024-12-31';

/** What an imported row of the inventory states; nothing where it is empty or says that the question does not apply. */
export function statementsIn(cells: Readonly<Record<string, string>>): readonly Statement[] {
  return (Object.entries(COLUMNS) as [ClaimTopic, string][]).flatMap(([topic, column]) => {
    const said = cellOf(cells, column)?.trim() ?? '';
    const value = readValue(topic, said);
    return value === null
      ? []
      : [
          {
            topic,
            value,
            said: said.slice(0, 8000),
            source: `Federal AI use case inventory 2024, “${column}”`.slice(0, 500),
            saidOn: SAID_ON,
          },
        ];
  });
}

/** Words that say that the question does not apply to this system: no statement. */
const NOT_ASKED = /^(n\/?a\b|not applicable|does not apply|ai is not|use case is not)/i;

function readValue(topic: ClaimTopic, said: string): Value | null {
  if (said === '') return null;
  if (/however/i.test(said)) return 'unclear';
  if (NOT_ASKED.test(said)) return null;
  if (/\bwaived\b/i.test(said)) return 'waived';
  if (/^(yes|true)\b/i.test(said)) return 'yes';
  if (/^(no|false|none of the above)\b/i.test(said)) return 'no';
  if (/^(planned|in.progress)/i.test(said)) return 'planned';
  if (topic === 'real-world-test') {
    // A benchmark is a test, but not in real use, which is what the column asks.
    if (/^benchmark/i.test(said)) return 'partly';
    if (/^(performance|impact) evaluation/i.test(said)) return 'yes';
  }
  if (topic === 'monitoring' && /^(intermittent|automated|established)/i.test(said)) return 'yes';
  if (topic === 'notice' && !/^other\b/i.test(said)) return 'yes';
  return 'unclear';
}
