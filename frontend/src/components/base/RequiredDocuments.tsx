import { useTranslation } from '@/lib/i18n';
import { enumLabel } from '@/lib/labels';
import { PlainTable } from './PlainTable';

export interface RequiredDocument {
  code: string;
  title: string;
  mandatory: boolean;
  accepts: string[];
  note?: string;
}

/** What applicants hand in with their proposal. */
export function RequiredDocuments({ documents }: { documents: RequiredDocument[] }) {
  const { t } = useTranslation('public');
  return (
    <PlainTable
      caption={t('documents.title')}
      rows={documents}
      rowKey={(one) => one.code}
      columns={[
        { key: 'title', title: t('documents.name'), primary: true, render: (one) => one.title },
        {
          key: 'must',
          title: t('documents.must'),
          nowrap: true,
          render: (one) => t(one.mandatory ? 'documents.mandatory' : 'documents.optional'),
        },
        {
          key: 'accepts',
          title: t('documents.accepts'),
          render: (one) => one.accepts.map((kind) => enumLabel('accepted_type', kind)).join(t('common:comma')),
        },
        { key: 'note', title: t('documents.note'), render: (one) => one.note || '—' },
      ]}
    />
  );
}
