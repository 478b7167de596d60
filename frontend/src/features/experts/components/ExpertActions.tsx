import { ActionBar } from '@/components/app/ActionBar';
import { DateTime } from '@/components/base/DateTime';
import { useTranslation } from '@/lib/i18n';
import {
  approveExpert,
  askExpertRenewal,
  type ExpertView,
  reinstateExpert,
  returnExpert,
  submitExpert,
  suspendExpert,
} from '../api';

/** What may be done with a record, for the expert and for the bureau alike. */
export function ExpertActions({ expert }: { expert: ExpertView }) {
  const { t } = useTranslation('experts');
  const path = { id: expert.id };
  return (
    <ActionBar
      resource={expert}
      machine="expert"
      actions={{
        submit: { primary: true, confirm: t('confirm.submit'), run: ({ headers }) => submitExpert({ path, headers }) },
        approve: {
          primary: true,
          confirm: t('confirm.approve'),
          run: ({ headers }) => approveExpert({ path, headers }),
        },
        return: {
          reason: 'required',
          run: ({ headers, reason }) => returnExpert({ path, headers, body: { reason } }),
        },
        ask_renewal: {
          confirm: (
            <>
              {t('confirm.renewal')}{' '}
              {expert.approved_until ? <DateTime value={expert.approved_until} format="date" /> : null}
            </>
          ),
          run: ({ headers }) => askExpertRenewal({ path, headers }),
        },
        suspend: {
          danger: true,
          reason: 'required',
          confirm: t('confirm.suspend'),
          run: ({ headers, reason }) => suspendExpert({ path, headers, body: { reason } }),
        },
        reinstate: { confirm: t('confirm.reinstate'), run: ({ headers }) => reinstateExpert({ path, headers }) },
      }}
    />
  );
}
