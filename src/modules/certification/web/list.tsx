import { t } from '#kernel/language.ts';
import { useActor } from '#ui/hooks.ts';
import { Page } from '#ui/page.tsx';
import { RegisterList } from '#ui/register-list.tsx';
import { Day, StateMark } from '#ui/states.tsx';
import { certificationEndpoints } from '../contract.ts';
import { certificationLifecycle } from '../lifecycle.ts';
import { mayKeepFile } from '../policy.ts';
import { WHAT_IT_COVERS } from '../words.ts';
import { AddCertification } from './add-certification.tsx';
import { choices } from './data.ts';
import { CERTIFICATION_FIELDS } from './list-fields.ts';

/** Certifications of management systems, those that ended too. */
export default function Certifications() {
  return (
    <Page
      title={t('Certifications')}
      clause="ISO/IEC 17021-1"
      sentence={WHAT_IT_COVERS}
      wide
      actions={<AddCertification />}
    >
      <RegisterList
        endpoint={certificationEndpoints.list}
        path="/certifications"
        table={{
          endpoints: certificationEndpoints,
          fields: CERTIFICATION_FIELDS,
          decision: mayKeepFile(useActor()),
        }}
        columns={[
          { key: 'title', title: t('Management system'), sortable: true },
          { key: 'standard', title: t('Standard'), sortable: true },
          {
            key: 'state',
            title: t('State'),
            sortable: true,
            render: (row) => <StateMark {...certificationLifecycle.states[row.state as 'preparing']} />,
          },
          { key: 'body', title: t('Body') },
          {
            key: 'validUntil',
            title: t('Until'),
            sortable: true,
            render: (row) => (row.validUntil ? <Day day={row.validUntil as string} /> : ''),
          },
          { key: 'ref', title: t('Reference'), sortable: true },
        ]}
        filters={[{ key: 'state', title: t('State'), options: choices(certificationLifecycle.states) }]}
        empty={{
          title: t('No certification is begun'),
          why: t(
            'The file of a certification keeps contract, audits, findings with their answers, the certificate and its calendar.',
          ),
        }}
      />
    </Page>
  );
}
