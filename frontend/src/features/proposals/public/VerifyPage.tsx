import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { Icon } from '@/components/base/Icon';
import { ErrorState, LoadingState } from '@/components/base/States';
import { PublicPage } from '@/components/public/Page';
import { useTranslation } from '@/lib/i18n';
import { receiptOptions } from './api';

/** Anybody who holds a receipt checks that it is genuine; what was handed in is not shown. */
export function VerifyPage({ number, sha256 }: { number: string; sha256: string }) {
  const { t } = useTranslation('portal');
  const navigate = useNavigate();
  const numberId = useId();
  const hashId = useId();
  const [typed, setTyped] = useState({ number, sha256 });
  const ready = typed.number.trim() !== '' && /^[0-9a-fA-F]{64}$/.test(typed.sha256.trim());
  return (
    <PublicPage reading title={t('verify.title')} lead={t('verify.lead')}>
      <form
        className="pub-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!ready) return;
          void navigate({
            to: '/receipts',
            search: { number: typed.number.trim(), sha256: typed.sha256.trim().toLowerCase() },
          });
        }}
      >
        <div className="pub-field">
          <label className="pub-field__label" htmlFor={numberId}>
            {t('verify.number')}
          </label>
          <input
            id={numberId}
            className="yc-input pub-select"
            value={typed.number}
            maxLength={40}
            autoComplete="off"
            placeholder="P2026-0001"
            onChange={(event) => setTyped({ ...typed, number: event.target.value })}
          />
        </div>
        <div className="pub-field">
          <label className="pub-field__label" htmlFor={hashId}>
            {t('verify.sha256')}
          </label>
          <p id={`${hashId}-hint`} className="pub-field__hint">
            {t('verify.hashHint')}
          </p>
          <input
            id={hashId}
            className="yc-input pub-select"
            value={typed.sha256}
            maxLength={64}
            autoComplete="off"
            spellCheck={false}
            aria-describedby={`${hashId}-hint`}
            onChange={(event) => setTyped({ ...typed, sha256: event.target.value })}
          />
        </div>
        <button type="submit" className="yc-btn yc-btn--primary pub-form__submit" disabled={!ready}>
          {t('verify.check')}
        </button>
      </form>
      {number && sha256 ? <Outcome key={number + sha256} number={number} sha256={sha256} /> : null}
    </PublicPage>
  );
}

function Outcome({ number, sha256 }: { number: string; sha256: string }) {
  const { t } = useTranslation('portal');
  const query = useQuery(receiptOptions(number, sha256));
  if (query.isPending) return <LoadingState />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const receipt = query.data;
  if (!receipt) {
    return (
      <div role="status" className="yc-note yc-note--danger">
        <Icon name="crossCircle" />
        <p>{t('verify.unknown')}</p>
      </div>
    );
  }
  return (
    <section aria-label={t('verify.outcome')}>
      <div role="status" className={receipt.latest ? 'yc-note' : 'yc-note yc-note--warning'}>
        <Icon name={receipt.latest ? 'checkCircle' : 'warning'} />
        <p>{t(receipt.latest ? 'verify.genuine' : 'verify.replaced')}</p>
      </div>
      <Descriptions
        items={[
          { label: t('verify.number'), value: receipt.number },
          { label: t('verify.at'), value: <DateTime value={receipt.submitted_at} format="seconds" /> },
          { label: t('verify.call'), value: `${receipt.call_title}（${receipt.call_number}）`, wide: true },
          {
            label: t('verify.sha256'),
            value: <code style={{ overflowWrap: 'anywhere' }}>{receipt.sha256}</code>,
            wide: true,
          },
        ]}
      />
    </section>
  );
}
