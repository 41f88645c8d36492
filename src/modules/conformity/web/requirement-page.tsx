import { useParams } from '@tanstack/react-router';
import { t } from '#kernel/language.ts';
import { useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page } from '#ui/page.tsx';
import { Await } from '#ui/states.tsx';
import { conformityEndpoints } from '../contract.ts';
import { RequirementActs } from './requirement-acts.tsx';
import { RequirementParts, RequirementStanding } from './requirement-parts.tsx';

/** One requirement: the sentence, the proof, the gaps with their fix, who confirmed it, its history. */
export default function RequirementPage() {
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  const page = useEndpoint(conformityEndpoints.requirement, { id });
  return (
    <Await query={page}>
      {(data) => (
        <Page
          title={`${data.requirement.id} ${data.requirement.title}`}
          sentence={data.summary ?? undefined}
          actions={<RequirementActs data={data} />}
        >
          <div className="two">
            <RequirementParts data={data} />
            <div>
              <RequirementStanding data={data} />
              <p className="noprint">
                <OrgLink path={`/frameworks/iso-42001/${data.requirement.id}`}>
                  {t('This requirement in the library')}
                </OrgLink>
              </p>
            </div>
          </div>
        </Page>
      )}
    </Await>
  );
}
