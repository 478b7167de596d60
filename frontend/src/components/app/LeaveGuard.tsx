import { useBlocker } from '@tanstack/react-router';
import { Modal } from 'antd';
import { useTranslation } from '@/lib/i18n';

/**
 * Asks before leaving, only while something is unsaved. With `flush` the edits are saved first, and the question
 * comes only when that failed.
 */
export function LeaveGuard({ unsaved, flush }: { unsaved: boolean; flush?: () => Promise<boolean> }) {
  const { t } = useTranslation();
  const blocker = useBlocker({
    shouldBlockFn: async ({ current, next }) => {
      // A change of search parameters stays on the page: the form lives on.
      if (!unsaved || current.pathname === next.pathname) return false;
      return !(flush && (await flush()));
    },
    enableBeforeUnload: () => unsaved,
    withResolver: true,
  });
  return (
    <Modal
      open={blocker.status === 'blocked'}
      title={t('leave.title')}
      okText={t('leave.stay')}
      cancelText={t('leave.leave')}
      onOk={() => blocker.reset?.()}
      onCancel={() => blocker.proceed?.()}
      closable={false}
      mask={{ closable: false }}
    >
      {t('leave.text')}
    </Modal>
  );
}
