import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card } from '@/components/app/Card';
import { PageHeader } from '@/components/app/PageHeader';
import { PdfButton } from '@/components/app/PdfButton';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { Icon } from '@/components/base/Icon';
import { Money } from '@/components/base/Money';
import { PrintButton, PrintFooter } from '@/components/base/PrintButton';
import { EmptyState } from '@/components/base/States';
import { Timeline } from '@/components/base/Timeline';
import { useTranslation } from '@/lib/i18n';
import { getProposalReceiptPdf, proposalOptions } from './api';
import '@/styles/proposals.css';

/** The receipt of a submission: reference, instant and fingerprint, to be printed and kept. */
export function ReceiptPage({ id }: { id: string }) {
  const { t } = useTranslation('proposals');
  const { data: proposal } = useSuspenseQuery(proposalOptions(id));
  const { snapshot } = proposal;
  return (
    <>
      <PageHeader
        title={t('receipt.title')}
        crumbs={[
          { label: t('list.title'), to: '/app/org/proposals' },
          { label: proposal.title || t('document.untitled'), to: '/app/org/proposals/$id', params: { id } },
        ]}
        extra={
          snapshot ? (
            <>
              <PdfButton
                label={t('receipt.pdf')}
                run={(options) => getProposalReceiptPdf({ path: { id }, ...options })}
              />
              <PrintButton label={t('receipt.print')} />
            </>
          ) : undefined
        }
      />
      {snapshot ? (
        <>
          <Card>
            <div className="app-receipt" role="status">
              <Icon name="checkCircle" size="2.5rem" />
              <div>
                <p className="app-receipt__title">{t('receipt.submitted')}</p>
                <p className="app-receipt__number">
                  {t('receipt.number')}
                  {t('common:colon')}
                  <strong>{snapshot.number}</strong>
                </p>
              </div>
            </div>
            <Descriptions
              items={[
                { label: t('field.title'), value: proposal.title, wide: true },
                { label: t('document.call'), value: `${proposal.call.title}（${proposal.call.number}）`, wide: true },
                { label: t('document.organisation'), value: proposal.organisation.name },
                { label: t('receipt.at'), value: <DateTime value={snapshot.submitted_at} format="seconds" /> },
                { label: t('document.requested'), value: <Money value={proposal.requested} strong upper /> },
                { label: t('document.matching'), value: <Money value={proposal.matching} upper /> },
                {
                  label: t('receipt.hash'),
                  value: <code className="app-hash">{snapshot.sha256}</code>,
                  wide: true,
                },
              ]}
            />
            <p className="yc-muted">{t('receipt.hashHint')}</p>
            <p className="yc-muted">
              {t('receipt.verifyAt')}
              {t('common:colon')}
              <span className="app-hash">{`${window.location.origin}/receipts?number=${snapshot.number}&sha256=${snapshot.sha256}`}</span>
            </p>
            <p className="yc-no-print app-formactions">
              <a className="yc-btn" href={`/api/v1/proposals/${id}/snapshot`} download>
                <Icon name="download" /> {t('receipt.download')}
              </a>
              <a className="yc-btn" href={`/receipts?number=${snapshot.number}&sha256=${snapshot.sha256}`}>
                {t('receipt.verify')}
              </a>
            </p>
          </Card>
          <Card title={t('receipt.next')}>
            <Timeline
              label={t('receipt.next')}
              entries={[
                { key: 'close', title: t('receipt.nextClose'), at: proposal.call.closes_at, icon: 'lock' },
                { key: 'screen', title: t('receipt.nextScreen'), text: t('receipt.nextScreenText'), icon: 'clipboard' },
                { key: 'review', title: t('receipt.nextReview'), text: t('receipt.nextReviewText'), icon: 'scale' },
                { key: 'notice', title: t('receipt.nextNotice'), text: t('receipt.nextNoticeText'), icon: 'megaphone' },
              ]}
            />
            <Link to="/app/org/proposals/$id" params={{ id }} search={{}} className="yc-btn yc-no-print">
              {t('receipt.view')}
            </Link>
          </Card>
          <PrintFooter reference={snapshot.number} />
        </>
      ) : (
        <Card>
          <EmptyState title={t('receipt.none')}>
            <Link to="/app/org/proposals/$id" params={{ id }} search={{}} className="yc-btn">
              {t('receipt.view')}
            </Link>
          </EmptyState>
        </Card>
      )}
    </>
  );
}
