import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { Icon } from '@/components/base/Icon';
import { PrintButton } from '@/components/base/PrintButton';
import { useTranslation } from '@/lib/i18n';
import { enumLabel } from '@/lib/labels';
import type { NeedReceiptView } from './api';

/** What the reporter takes away: the number, who answers by when, and the code, which is shown only now. */
export function Receipt({ receipt, onAgain }: { receipt: NeedReceiptView; onAgain: () => void }) {
  const { t } = useTranslation('needs');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="pub-page pub-page--narrow">
      <h1 ref={heading} className="pub-title" tabIndex={-1}>
        {t('receipt.title')}
      </h1>
      <div className="need-receipt">
        <p className="need-receipt__label">{t('receipt.code')}</p>
        <p className="need-receipt__code">{receipt.code}</p>
        <p className="need-receipt__hint">
          <Icon name="info" /> {t('receipt.keep')}
        </p>
      </div>
      <Descriptions
        columns={1}
        items={[
          { label: t('receipt.number'), value: receipt.number },
          { label: t('report.where'), value: receipt.area_name },
          { label: t('receipt.at'), value: <DateTime value={receipt.received_at} /> },
          { label: t('receipt.answeredBy'), value: enumLabel('need_level', receipt.answered_by) },
          {
            label: t('receipt.due'),
            value: receipt.due_on ? <DateTime value={receipt.due_on} format="date" /> : t('receipt.dueUnknown'),
          },
        ]}
      />
      <div className="need-tools yc-no-print">
        <Link to="/needs/follow" search={{ code: receipt.code }} className="yc-btn yc-btn--primary">
          {t('receipt.follow')}
        </Link>
        <PrintButton />
        <button type="button" className="yc-btn yc-btn--quiet" onClick={onAgain}>
          {t('receipt.again')}
        </button>
      </div>
    </div>
  );
}
