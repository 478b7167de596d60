import { type ReactNode, useEffect, useRef } from 'react';
import { DateTime } from '@/components/base/DateTime';
import { Icon } from '@/components/base/Icon';
import { useTranslation } from '@/lib/i18n';

export interface Done {
  /** What was done, in words. */
  title: string;
  /** Number under which it is kept. */
  reference: string;
  at?: string | null | undefined;
  text?: ReactNode;
}

/** The outcome of a submission, signature, approval or payment, with its reference number. Takes the focus. */
export function DoneNotice({ done }: { done: Done | null | undefined }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // After the dialog has given the focus back to its button.
    if (done) window.setTimeout(() => box.current?.focus(), 60);
  }, [done]);
  if (!done) return null;
  return (
    <div ref={box} className="app-done" role="status" tabIndex={-1}>
      <Icon name="checkCircle" size="1.5rem" />
      <div>
        <p className="app-done__title">{t('action.done', { event: done.title })}</p>
        <p>
          {t('print_meta.reference')}
          {t('colon')}
          <strong>{done.reference}</strong>
          {done.at ? (
            <>
              {' · '}
              <DateTime value={done.at} format="seconds" />
            </>
          ) : null}
        </p>
        {done.text ? <p>{done.text}</p> : null}
      </div>
    </div>
  );
}
