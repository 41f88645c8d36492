import { t } from '#kernel/language.ts';
import { Dialog } from '#ui/dialog.tsx';

/** A secret that is shown this once. */
export function SecretOnce({ secret, onClose }: { readonly secret: string; readonly onClose: () => void }) {
  return (
    <Dialog onClose={onClose} title={<strong>{t('Copy the secret now')}</strong>}>
      <p className="quiet" style={{ marginTop: 0 }}>
        {t(
          'The receiver checks each message with it. It is not shown again; a new one can be made at any time.',
        )}
      </p>
      <code className="mono" style={{ wordBreak: 'break-all' }}>
        {secret}
      </code>
    </Dialog>
  );
}
