import type { ObjectionView } from '@/api/gen/types.gen';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { enumLabel } from '@/lib/labels';
import { fileHref } from '@/lib/uploadApi';

/** What an objection says and what became of it. */
export function Objection({ objection, notice = false }: { objection: ObjectionView; notice?: boolean }) {
  const { t } = useTranslation('notices');
  const { files } = objection;
  return (
    <Descriptions
      items={[
        { label: t('objections.number'), value: objection.number },
        { label: t('staff.state'), value: <StatusTag machine="objection" state={objection.state} /> },
        ...(notice ? [{ label: t('own.notice'), value: objection.notice.title }] : []),
        {
          label: t('objections.about'),
          value: objection.proposal
            ? `${objection.proposal.title} · ${objection.proposal.organisation_name}`
            : t('objections.whole'),
        },
        { label: t('objections.filer'), value: objection.filer_name },
        { label: t('objections.contact'), value: objection.contact },
        { label: t('objections.received'), value: <DateTime value={objection.received_on} format="date" /> },
        {
          label: t('objections.due'),
          value: objection.due_on ? <DateTime value={objection.due_on} format="date" /> : null,
        },
        { label: t('objections.handler'), value: objection.handler?.name ?? t('objections.noHandler') },
        { label: t('objections.statement'), value: objection.statement, wide: true },
        { label: t('objections.facts'), value: objection.facts, wide: true },
        ...(files.length > 0
          ? [
              {
                label: t('objections.files'),
                wide: true,
                value: (
                  <ul className="app-plainlist">
                    {files.map((file) => (
                      <li key={file.id}>
                        <a className="yc-link" href={fileHref(file.id)}>
                          {file.name}
                        </a>
                      </li>
                    ))}
                  </ul>
                ),
              },
            ]
          : []),
        ...(objection.ground
          ? [{ label: t('objections.ground'), value: enumLabel('dismissal_ground', objection.ground), wide: true }]
          : []),
        ...(objection.public_answer
          ? [{ label: t('objections.publicAnswer'), value: objection.public_answer, wide: true }]
          : []),
      ]}
    />
  );
}
