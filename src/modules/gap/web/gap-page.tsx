import { SegmentedControl } from '@mantine/core';
import { msg, t } from '#kernel/language.ts';
import { addressOf } from '#ui/api.ts';
import { ExportMenu } from '#ui/export-menu.tsx';
import { useActor, useEndpoint, useSearchState } from '#ui/hooks.ts';
import { Page, PageLink } from '#ui/page.tsx';
import { Await, Empty } from '#ui/states.tsx';
import { gapEndpoints } from '../contract.ts';
import { mayInterview } from '../policy.ts';
import { PeopleTab } from './people-tab.tsx';
import { ResultTab } from './result-tab.tsx';
import { ReuseTab } from './reuse-tab.tsx';

const TABS = [
  { value: 'result', label: msg('Said and shown') },
  { value: 'people', label: msg('Who was asked') },
  { value: 'reuse', label: msg('What can be reused') },
];
/** Where the organisation stands: what people say beside what the records show, and what exists already. */
export default function GapPage() {
  const [search, change] = useSearchState();
  const tab = TABS.some((each) => each.value === search.tab) ? search.tab! : 'result';
  const list = useEndpoint(gapEndpoints.interviews, {});
  const decision = mayInterview(useActor());
  return (
    <Page
      wide
      title={t('Gap analysis')}
      clause="ISO/IEC 42001, 4.1 to 10.2"
      sentence={t(
        'What people say, set beside what your records show. The records win; a claim changes no verdict.',
      )}
      actions={
        <>
          <ExportMenu
            formats={['docx', 'pdf', 'xlsx']}
            href={(format) => addressOf(gapEndpoints.report, { format })}
          />
          {decision.allowed && <PageLink path="/gap/begin">{t('Ask people')}</PageLink>}
        </>
      }
    >
      <SegmentedControl
        className="noprint"
        size="xs"
        mb={12}
        aria-label={t('What is shown')}
        value={tab}
        onChange={(next) => change({ tab: next === 'result' ? null : next })}
        data={TABS.map((each) => ({ ...each, label: t(each.label) }))}
      />
      {tab === 'reuse' ? (
        <ReuseTab />
      ) : (
        <Await query={list}>
          {({ interviews }) =>
            interviews.length === 0 ? (
              <Empty
                title={t('Nobody was asked yet')}
                why={t(
                  'Every certification begins here: ask the people who know, requirement by requirement, and see at once where you say yes and no record shows it. One question for each requirement takes about half an hour.',
                )}
                example={[
                  { title: t('Requirement'), text: t('6.1.2 AI risk assessment') },
                  { title: t('You say'), text: t('Yes') },
                  { title: t('Records'), text: t('Records missing') },
                  { title: t('Side by side'), text: t('You say yes; no record shows it.') },
                ]}
              >
                <PageLink path="/gap/begin">{t('Ask where you stand')}</PageLink>
              </Empty>
            ) : tab === 'people' ? (
              <PeopleTab interviews={interviews} />
            ) : (
              <ResultTab />
            )
          }
        </Await>
      )}
    </Page>
  );
}
