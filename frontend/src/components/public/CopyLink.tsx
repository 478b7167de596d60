import { useState } from 'react';
import { Icon } from '@/components/base/Icon';
import { useTranslation } from '@/lib/i18n';

/** Puts the page's address on the clipboard; where that is not allowed, shows it for copying by hand. */
export function CopyLink() {
  const { t } = useTranslation('public');
  const [state, setState] = useState<'idle' | 'copied' | 'shown'>('idle');
  const address = `${window.location.origin}${window.location.pathname}`;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      setState('copied');
    } catch {
      setState('shown');
    }
  };
  return (
    <span className="pub-share yc-no-print">
      <button type="button" className="yc-btn yc-btn--quiet" onClick={() => void copy()}>
        <Icon name="copy" /> {t('share.copy')}
      </button>
      <span role="status">
        {state === 'copied' ? (
          <span className="pub-share__done">
            <Icon name="check" /> {t('share.copied')}
          </span>
        ) : null}
      </span>
      {state === 'shown' ? (
        <label className="pub-share__hand">
          {t('share.byHand')}
          <input className="yc-input" readOnly value={address} onFocus={(event) => event.target.select()} />
        </label>
      ) : null}
    </span>
  );
}
