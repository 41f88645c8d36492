import { useParams } from '@tanstack/react-router';
import { numberText, t } from '#kernel/language.ts';
import { addressOf } from '#ui/api.ts';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { Page } from '#ui/page.tsx';
import { Aside, Connected, EditableFields, History } from '#ui/record-parts.tsx';
import { Await } from '#ui/states.tsx';
import { evidenceActs, evidenceEndpoints } from '../contract.ts';
import { mayWriteEvidence } from '../policy.ts';
import { FIELDS } from './words.ts';

type Piece = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly ref: string;
  readonly version: number;
  readonly title: string;
  readonly kind: string;
  readonly url: string | null;
  readonly fileName: string | null;
  readonly fileHash: string | null;
  readonly mediaType: string | null;
  readonly fileSize: number | null;
};

/** One piece of evidence, its dates and where it is used. */
export default function EvidenceRecord() {
  const { id } = useParams({ strict: false }) as { id: string };
  const actor = useActor();
  const query = useEndpoint(evidenceEndpoints.get, { id });
  return (
    <Await query={query as never}>
      {(piece: Piece) => (
        <Page
          title={piece.title}
          sentence={t('{ref} · version {version}', { ref: piece.ref, version: piece.version })}
        >
          <div className="two">
            <EditableFields
              record={piece}
              fields={FIELDS.filter((field) => field.key !== 'url' || piece.kind === 'link')}
              update={evidenceEndpoints.update}
              decision={mayWriteEvidence(actor)}
            />
            <div>
              <Aside title={piece.kind === 'file' ? t('File') : t('Link')}>
                {piece.kind === 'file' ? (
                  <>
                    <a href={addressOf(evidenceActs.file, { id: piece.id })}>{piece.fileName}</a>
                    <div className="quiet" style={{ fontSize: 12 }}>
                      {t('{mediaType} · {fileSize} KB', {
                        mediaType: piece.mediaType,
                        fileSize: numberText(Math.ceil((piece.fileSize ?? 0) / 1024)),
                      })}
                    </div>
                    <div className="mono quiet" style={{ wordBreak: 'break-all' }}>
                      {t('SHA-256 {fileHash}', { fileHash: piece.fileHash })}
                    </div>
                  </>
                ) : (
                  <a href={piece.url ?? '#'} rel="noreferrer noopener" target="_blank">
                    {piece.url}
                  </a>
                )}
              </Aside>
              <Connected endpoint={evidenceEndpoints.linked} id={piece.id} />
              <History endpoint={evidenceEndpoints.history} id={piece.id} />
            </div>
          </div>
        </Page>
      )}
    </Await>
  );
}
